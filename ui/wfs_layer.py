"""A layer of a WFS server, asked for without holding the window: it comes, or a sentence does.

First the server is asked what the layer is made of, a short question: its answer, or its silence,
tells what is wrong. Then QGIS opens the layer, in a task. Both together have a limited time.
"""

from __future__ import annotations

from typing import Any, Callable

from qgis.core import (
    QgsDataSourceUri,
    QgsLayerMetadata,
    QgsNetworkAccessManager,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, QTimer, QUrl, QUrlQuery, QXmlStreamReader
from qgis.PyQt.QtNetwork import QNetworkReply, QNetworkRequest

from ..core.messages import translate
from ..core.official_sources import WfsLayer
from ..core.progress import Progress
from .background import Job, Jobs

PATIENCE = 30_000  # ms
_PURPOSE = "open"
_ANSWERS_NO = ("ExceptionReport", "ServiceExceptionReport")

# Takes the layer, None where there is none, and the sentence that says why.
Done = Callable[[Any, str], None]


def source_of(server: str, layer: WfsLayer) -> str:
    """Return what QGIS opens: only what the map shows is fetched."""
    uri = QgsDataSourceUri()
    uri.setParam("url", server)
    uri.setParam("typename", layer.type_name)
    uri.setParam("version", "auto")
    uri.setParam("restrictToRequestBBOX", "1")
    return str(uri.uri(False))


class LayerRequest(QObject):
    """One layer that was asked for; `done` is called once, in the main thread."""

    def __init__(
        self, server: str, layer: WfsLayer, name: str, done: Done, patience: int = PATIENCE
    ) -> None:
        super().__init__()
        self._server = server
        self._layer = layer
        self._name = name
        self._done: Done | None = done
        self._jobs = Jobs()
        self._reply: Any = None
        self._limit = QTimer(self)
        self._limit.setSingleShot(True)
        self._limit.setInterval(patience)
        self._limit.timeout.connect(self._give_up)

    def start(self) -> None:
        """Ask the server; returns at once."""
        request = QNetworkRequest(self._question())
        request.setAttribute(
            QNetworkRequest.Attribute.CacheLoadControlAttribute,
            QNetworkRequest.CacheLoadControl.AlwaysNetwork,
        )
        self._limit.start()
        self._reply = QgsNetworkAccessManager.instance().get(request)
        self._reply.finished.connect(self._answered)

    def cancel(self) -> None:
        """Give the request up without a word."""
        self._done = None
        self._end(None, "")

    def _question(self) -> QUrl:
        url = QUrl(self._server)
        query = QUrlQuery(url)
        for name, value in (
            ("SERVICE", "WFS"),
            ("VERSION", "2.0.0"),
            ("REQUEST", "DescribeFeatureType"),
            ("TYPENAMES", self._layer.type_name),
        ):
            query.addQueryItem(name, value)
        url.setQuery(query)
        return url

    def _answered(self) -> None:
        reply, self._reply = self._reply, None
        if reply is None:
            return
        reply.deleteLater()
        answer = _root_of(bytes(reply.readAll()))
        if reply.error() != QNetworkReply.NetworkError.NoError and answer not in _ANSWERS_NO:
            self._end(None, self._unreachable(reply.errorString()))
        elif answer in _ANSWERS_NO:
            self._end(None, self._not_offered())
        elif answer != "schema":
            self._end(None, self._nonsense())
        else:
            self._jobs.start(_PURPOSE, self._name, self._open, self._opened)

    def _open(self, progress: Progress) -> QgsVectorLayer:
        """Open the layer, in a task: QGIS asks the server again, and waits for it."""
        layer = QgsVectorLayer(source_of(self._server, self._layer), self._name, "WFS")
        layer.moveToThread(QCoreApplication.instance().thread())
        return layer

    def _opened(self, job: Job) -> None:
        layer = job.result
        if layer is None or not layer.isValid():
            self._end(None, job.problem or self._nonsense())
            return
        metadata = QgsLayerMetadata(layer.metadata())
        metadata.setRights([self._layer.rights])
        layer.setMetadata(metadata)
        if self._layer.smallest_scale:
            layer.setMinimumScale(self._layer.smallest_scale)
            layer.setScaleBasedVisibility(True)
        self._end(layer, "")

    def _give_up(self) -> None:
        self._end(None, self._silent())

    def _end(self, layer: Any, sentence: str) -> None:
        self._limit.stop()
        self._jobs.give_up()
        reply, self._reply = self._reply, None
        if reply is not None:
            reply.abort()
            reply.deleteLater()
        done, self._done = self._done, None
        if done is not None:
            done(layer, sentence)

    # --- sentences --------------------------------------------------------------------------

    @property
    def _host(self) -> str:
        return str(QUrl(self._server).host())

    def _silent(self) -> str:
        return translate(
            "Alliance",
            "“{layer}” was not added: {host} does not answer. Try again later, or use a file."
        ).format(layer=self._name, host=self._host)

    def _unreachable(self, reason: str) -> str:
        return translate(
            "Alliance",
            "“{layer}” was not added: {host} cannot be reached ({reason}). Check the network and "
            "the proxy of QGIS, or use a file."
        ).format(layer=self._name, host=self._host, reason=reason)

    def _not_offered(self) -> str:
        return translate(
            "Alliance",
            "“{layer}” was not added: {host} does not offer the layer “{type_name}”. Its name may "
            "have changed: look for it in the data source manager of QGIS, page WFS."
        ).format(layer=self._name, host=self._host, type_name=self._layer.type_name)

    def _nonsense(self) -> str:
        return translate(
            "Alliance",
            "“{layer}” was not added: what {host} answers is not a layer. A proxy or a login page "
            "may stand in between; otherwise, try again later."
        ).format(layer=self._name, host=self._host)


def _root_of(content: bytes) -> str:
    """Return the name of the first element of an XML answer, '' for anything else."""
    reader = QXmlStreamReader(content)
    return str(reader.name()) if reader.readNextStartElement() else ""
