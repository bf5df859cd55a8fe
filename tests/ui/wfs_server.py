"""A WFS on this machine, for the tests: it answers, waits, fails or talks nonsense on demand."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

NAMESPACES = (
    'xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" '
    'xmlns:fes="http://www.opengis.net/fes/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" '
    'xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
NONSENSE = b"<html><body>It works!</body></html>"


class Wfs:
    """A server of layers: `{"prefix:name": [(code, nom, (x, y)), …]}`, one square an item.

    Attributes
    ----------
    requests : list of dict
        The parameters of every request, names in upper case.
    gates : dict of str to Event
        A request of that kind waits until its event is set.
    answers : dict of str to (int, bytes)
        What to answer to a request of that kind instead of the truth.
    """

    def __init__(self, layers):
        self.layers = layers
        self.requests = []
        self.gates = {}
        self.answers = {}
        served = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                query = urlsplit(self.path).query
                asked = {name.upper(): value for name, value in parse_qsl(query)}
                served.requests.append(asked)
                kind = asked.get("REQUEST", "")
                gate = served.gates.get(kind)
                if gate is not None:
                    gate.wait(60)
                status, body = served.answers.get(kind) or (200, served.answer(kind, asked))
                try:
                    self.send_response(status)
                    self.send_header("Content-Type", "text/xml")
                    self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    return  # the one who asked has gone

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}/wfs/ows"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self):
        for gate in self.gates.values():
            gate.set()
        self.server.shutdown()
        self.server.server_close()

    def kinds(self):
        return [asked.get("REQUEST") for asked in self.requests]

    def answer(self, kind, asked):
        makers = {
            "GetCapabilities": self._capabilities,
            "DescribeFeatureType": self._schema,
            "GetFeature": self._features,
        }
        return makers[kind](asked).encode("utf-8")

    def _capabilities(self, _):
        operations = "".join(
            f'<ows:Operation name="{name}"><ows:DCP><ows:HTTP><ows:Get xlink:href="{self.url}?"/>'
            "</ows:HTTP></ows:DCP></ows:Operation>"
            for name in ("GetCapabilities", "DescribeFeatureType", "GetFeature")
        )
        types = "".join(
            f'<wfs:FeatureType xmlns:{name.split(":")[0]}="{space(name)}">'
            f"<wfs:Name>{name}</wfs:Name><wfs:Title>{name}</wfs:Title><wfs:DefaultCRS>urn:ogc:def:crs:EPSG::4326"
            "</wfs:DefaultCRS><ows:WGS84BoundingBox><ows:LowerCorner>-6 41</ows:LowerCorner>"
            "<ows:UpperCorner>10 52</ows:UpperCorner></ows:WGS84BoundingBox></wfs:FeatureType>"
            for name in self.layers
        )
        return (
            f'<?xml version="1.0"?><wfs:WFS_Capabilities version="2.0.0" {NAMESPACES}>'
            f"<ows:OperationsMetadata>{operations}"
            '<ows:Constraint name="ImplementsBasicWFS"><ows:NoValues/>'
            "<ows:DefaultValue>TRUE</ows:DefaultValue></ows:Constraint></ows:OperationsMetadata>"
            f"<wfs:FeatureTypeList>{types}</wfs:FeatureTypeList><fes:Filter_Capabilities/>"
            "</wfs:WFS_Capabilities>"
        )

    def _schema(self, asked):
        name = asked.get("TYPENAMES") or asked.get("TYPENAME")
        local = name.split(":")[1]
        return (
            '<?xml version="1.0"?><xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" '
            f'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:t="{space(name)}" '
            f'targetNamespace="{space(name)}" elementFormDefault="qualified">'
            '<xsd:import namespace="http://www.opengis.net/gml/3.2"/>'
            f'<xsd:complexType name="{local}Type"><xsd:complexContent>'
            '<xsd:extension base="gml:AbstractFeatureType"><xsd:sequence>'
            '<xsd:element name="code" type="xsd:string"/>'
            '<xsd:element name="nom" type="xsd:string"/>'
            '<xsd:element name="geometrie" type="gml:MultiSurfacePropertyType"/>'
            "</xsd:sequence></xsd:extension></xsd:complexContent></xsd:complexType>"
            f'<xsd:element name="{local}" substitutionGroup="gml:AbstractFeature" '
            f'type="t:{local}Type"/></xsd:schema>'
        )

    def _features(self, asked):
        name = asked.get("TYPENAMES") or asked.get("TYPENAME")
        local = name.split(":")[1]
        rows = self.layers[name]
        if asked.get("RESULTTYPE") == "hits":
            return (
                f'<wfs:FeatureCollection {NAMESPACES} numberMatched="{len(rows)}" '
                'numberReturned="0" timeStamp="2024-01-01T00:00:00Z"/>'
            )
        start = int(asked.get("STARTINDEX", 0))
        rows = rows[start:] if start < len(rows) else []
        members = "".join(
            f'<wfs:member><t:{local} gml:id="{local}.{code}"><t:code>{code}</t:code>'
            f"<t:nom>{label}</t:nom><t:geometrie>{square(*corner)}</t:geometrie></t:{local}>"
            "</wfs:member>"
            for code, label, corner in rows
        )
        return (
            f'<wfs:FeatureCollection xmlns:t="{space(name)}" {NAMESPACES} '
            f'numberMatched="{len(self.layers[name])}" numberReturned="{len(rows)}" '
            f'timeStamp="2024-01-01T00:00:00Z">{members}</wfs:FeatureCollection>'
        )


def space(name):
    """Return the namespace of a layer."""
    return "http://example.test/" + name.split(":")[0]


def square(x, y, side=0.1):
    """Return a square in GML; EPSG:4326 has its latitude first."""
    ring = [(y, x), (y, x + side), (y + side, x + side), (y + side, x), (y, x)]
    text = " ".join(f"{a} {b}" for a, b in ring)
    return (
        '<gml:MultiSurface srsName="urn:ogc:def:crs:EPSG::4326"><gml:surfaceMember><gml:Polygon>'
        f"<gml:exterior><gml:LinearRing><gml:posList>{text}</gml:posList></gml:LinearRing>"
        "</gml:exterior></gml:Polygon></gml:surfaceMember></gml:MultiSurface>"
    )
