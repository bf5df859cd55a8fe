<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr_FR" sourcelanguage="en_GB">
<context>
    <name>Alliance</name>
    <message>
        <source> km</source>
        <translation> km</translation>
    </message>
    <message>
        <source>0 Whole chain</source>
        <translation>0 Chaîne complète</translation>
    </message>
    <message>
        <source>0 when both divisions are the same</source>
        <translation>0 si les deux découpages sont identiques</translation>
    </message>
    <message>
        <source>0.4 one way equals 0.2 both ways: read it together with the reciprocity.</source>
        <translation>0,4 dans un seul sens équivaut à 0,2 dans les deux&#xa0;: à lire avec la réciprocité.</translation>
    </message>
    <message>
        <source>1 Flows</source>
        <translation>1 Flux</translation>
    </message>
    <message>
        <source>1 kind of links</source>
        <translation>1 type de liens</translation>
    </message>
    <message>
        <source>1 when both divisions are the same, about 0 by chance</source>
        <translation>1 si les deux découpages sont identiques, environ 0 s’ils ne se ressemblent que par hasard</translation>
    </message>
    <message>
        <source>1 when every system lies in a single perimeter</source>
        <translation>1 si chaque système tient dans un seul périmètre</translation>
    </message>
    <message>
        <source>1 when no perimeter holds parts of two systems</source>
        <translation>1 si aucun périmètre ne contient de parts de deux systèmes</translation>
    </message>
    <message>
        <source>1. By attachment…</source>
        <translation>1. Par rattachement…</translation>
    </message>
    <message>
        <source>1. Open the page Compare</source>
        <translation>1. Ouvrir la page Comparer</translation>
    </message>
    <message>
        <source>1. Open the page Explore</source>
        <translation>1. Ouvrir la page Explorer</translation>
    </message>
    <message>
        <source>1. Relative link, two first flows…</source>
        <translation>1. Lien relatif, deux premiers flux…</translation>
    </message>
    <message>
        <source>2 Links</source>
        <translation>2 Liens</translation>
    </message>
    <message>
        <source>2. All thresholds at once…</source>
        <translation>2. Tous les seuils à la fois…</translation>
    </message>
    <message>
        <source>2. By components…</source>
        <translation>2. Par composantes…</translation>
    </message>
    <message>
        <source>2. Compare, as tables…</source>
        <translation>2. Comparer, sous forme de tables…</translation>
    </message>
    <message>
        <source>2. Volume, from 2,000 on…</source>
        <translation>2. Volume, à partir de 2&#x202f;000…</translation>
    </message>
    <message>
        <source>3 Systems</source>
        <translation>3 Systèmes</translation>
    </message>
    <message>
        <source>3. Missing alliances…</source>
        <translation>3. Les alliances qui manquent…</translation>
    </message>
    <message>
        <source>4 Perimeters</source>
        <translation>4 Périmètres</translation>
    </message>
    <message>
        <source>5 Maps</source>
        <translation>5 Cartes</translation>
    </message>
    <message>
        <source>A Monday out of holidays. Empty with the last day: the four densest weeks.</source>
        <translation>Un lundi hors vacances. Vide, comme le dernier jour&#xa0;: les quatre semaines les plus denses.</translation>
    </message>
    <message>
        <source>A Sunday, some weeks later. Empty: the last day of the feed.</source>
        <translation>Un dimanche, quelques semaines plus tard. Vide&#xa0;: le dernier jour du fichier.</translation>
    </message>
    <message>
        <source>A closed town, with few outflows, gets high shares on small volumes.</source>
        <translation>Une ville repliée sur elle-même, aux flux sortants peu nombreux, obtient de fortes parts sur de petits volumes.</translation>
    </message>
    <message>
        <source>A commune counts once a project; pairs of communes are summed by pair of units.</source>
        <translation>Une commune compte une fois par projet&#x202f;; les paires de communes sont sommées par paire d’unités.</translation>
    </message>
    <message>
        <source>A few metropolises may take it all.</source>
        <translation>Quelques métropoles peuvent tout prendre.</translation>
    </message>
    <message>
        <source>A first flow may be tiny: give a minimum volume with this rule.</source>
        <translation>Un premier flux peut être infime&#xa0;: fixez un volume minimal avec cette règle.</translation>
    </message>
    <message>
        <source>A flow from I to J is the sum, over the active establishments in J whose seat is in I, of their employees (middle of the staff band) or of 1. Nine tenths of the active establishments have no employee, so counting them counts mostly shells.</source>
        <translation>Un flux de I à J est la somme, sur les établissements actifs situés en J dont le siège est en I, de leurs salariés (milieu de la tranche d’effectif) ou de 1. Neuf établissements actifs sur dix n’ont aucun salarié&#xa0;: les dénombrer, c’est surtout compter des coquilles vides.</translation>
    </message>
    <message>
        <source>A flow goes one way, between two different units; flows inside a unit are left out.</source>
        <translation>Un flux va dans un seul sens, entre deux unités différentes&#x202f;; les flux internes aux unités ne sont pas comptés.</translation>
    </message>
    <message>
        <source>A flow inside a system crosses a limit when no perimeter holds both of its ends. Flows inside a unit count, and cross none.</source>
        <translation>Un flux interne à un système franchit une limite quand aucun périmètre ne contient ses deux extrémités. Les flux internes aux unités comptent, et n’en franchissent aucune.</translation>
    </message>
    <message>
        <source>A kind of links cannot be called “{name}”: give it a name that is not empty and has no comma.</source>
        <translation>Un type de liens ne peut pas s’appeler «&#xa0;{name}&#xa0;»&#xa0;: donnez-lui un nom non vide et sans virgule.</translation>
    </message>
    <message>
        <source>A kind of links is the nature of a system where it is this many times as common as in all systems together; otherwise the nature is mixed.</source>
        <translation>Un type de liens donne sa nature à un système où il est au moins tant de fois plus fréquent que dans l’ensemble des systèmes&#x202f;; sinon, la nature est mixte.</translation>
    </message>
    <message>
        <source>A layer or table with an origin, a destination and a volume. With it, the panel says what share of the flows of a system crosses a limit.</source>
        <translation>Couche ou table avec une origine, une destination et un volume. Le panneau dit alors quelle part des flux d’un système franchit une limite.</translation>
    </message>
    <message>
        <source>A link is a pair of units. It is selected with its whole volume when one of its two flows is kept, or both when both are asked for.</source>
        <translation>Un lien est une paire d’unités. Il est retenu avec tout son volume quand l’un de ses deux flux l’est, ou les deux si les deux sens sont exigés.</translation>
    </message>
    <message>
        <source>A link is an unordered pair of units. Its volume is the sum of both directions; flows inside a unit make no link, but may count in the margins.</source>
        <translation>Un lien est une paire d’unités, sans ordre. Son volume est la somme des deux sens&#x202f;; les flux internes à une unité ne forment pas de lien, mais peuvent compter dans les marges.</translation>
    </message>
    <message>
        <source>A link needs both directions.</source>
        <translation>Un lien doit être retenu dans les deux sens.</translation>
    </message>
    <message>
        <source>A link that several kinds keep is not the same as a large flow.</source>
        <translation>Un lien que plusieurs types retiennent n’est pas la même chose qu’un gros flux.</translation>
    </message>
    <message>
        <source>A map of every flow shows nothing, and each pair of towns adds to the score.</source>
        <translation>Une carte de tous les flux ne montre rien, et chaque paire de villes ajoute au score.</translation>
    </message>
    <message>
        <source>A membership table of smaller units tells the perimeters: a unit belongs to each for the share of its members there, every member counting 1 whatever its size.</source>
        <translation>Une table d’appartenance d’unités plus petites donne les périmètres&#xa0;: une unité appartient à chacun au prorata de ses membres qui s’y trouvent, chaque membre comptant pour 1 quelle que soit sa taille.</translation>
    </message>
    <message>
        <source>A membership table tells the perimeters of each unit.</source>
        <translation>Une table d’appartenance donne les périmètres de chaque unité.</translation>
    </message>
    <message>
        <source>A page to read and to print: what each filter left out, the largest links, what to beware of.</source>
        <translation>Une page à lire et à imprimer&#xa0;: ce que chaque filtre a écarté, les plus grands liens, ce dont il faut se méfier.</translation>
    </message>
    <message>
        <source>A page to read and to print: words, tables, bars and a map.</source>
        <translation>Une page à lire et à imprimer&#xa0;: phrases, tableaux, barres et carte.</translation>
    </message>
    <message>
        <source>A participation has no weight before it is part of a pair: what the filters leave out is counted in participations only.</source>
        <translation>Une participation n’a pas de poids avant d’entrer dans une paire&#xa0;: ce que les filtres écartent n’est compté qu’en participations.</translation>
    </message>
    <message>
        <source>A pdf or a png; without it, the layout is only in the project.</source>
        <translation>Un pdf ou un png&#x202f;; à défaut, la mise en page est seulement dans le projet.</translation>
    </message>
    <message>
        <source>A project of n towns links each pair of them. A pair weighs 1/(n − 1) (“newman”: each town shares 1 among its partners), 1 (“full”) or 2/(n(n − 1)) (“fractional”: each project weighs 1 in all). A town counts once a project. n counts every town recognised, inside the units or not.</source>
        <translation>Un projet de n villes relie chaque paire d’entre elles. Une paire pèse 1/(n − 1) («&#xa0;newman&#xa0;»&#xa0;: chaque ville partage 1 entre ses partenaires), 1 («&#xa0;full&#xa0;») ou 2/(n(n − 1)) («&#xa0;fractional&#xa0;»&#xa0;: chaque projet pèse 1 en tout). Une ville compte une fois par projet. n compte toutes les villes reconnues, dans les unités ou non.</translation>
    </message>
    <message>
        <source>A result that holds for several thresholds is stronger than any single map. A link layer of one kind has no kind to leave out.</source>
        <translation>Un résultat qui tient pour plusieurs seuils est plus solide que n’importe quelle carte isolée. Une couche de liens d’un seul type n’a pas de type à écarter.</translation>
    </message>
    <message>
        <source>A simple outline, quick to read on a map of the country.</source>
        <translation>Un contour simple, vite lu sur une carte du pays.</translation>
    </message>
    <message>
        <source>A subsidiary with a siren of its own counts as a seat, unless a table of groups joins it to its head.</source>
        <translation>Une filiale qui a son propre siren compte comme un siège, sauf si une table des groupes la rattache à sa tête.</translation>
    </message>
    <message>
        <source>A system has at least 2 units: “MIN_UNITS” cannot be {value}.</source>
        <translation>Un système compte au moins 2 unités&#xa0;: «&#xa0;MIN_UNITS&#xa0;» ne peut pas valoir {value}.</translation>
    </message>
    <message>
        <source>A system is a community: its units have stronger links among themselves than chance would give (modularity, Louvain&apos;s algorithm).</source>
        <translation>Un système est une communauté&#xa0;: ses unités ont entre elles des liens plus forts que ne le voudrait le hasard (modularité, algorithme de Louvain).</translation>
    </message>
    <message>
        <source>A system is a labour-market area in the sense of Coombes and Bond: large enough, and closed enough on itself.</source>
        <translation>Un système est un bassin d’emploi au sens de Coombes et Bond&#xa0;: assez grand, et assez fermé sur lui-même.</translation>
    </message>
    <message>
        <source>A system is a set of units that hold together by links over the threshold.</source>
        <translation>Un système est un ensemble d’unités que tiennent ensemble des liens qui atteignent le seuil.</translation>
    </message>
    <message>
        <source>A table of changes of communes is applied in memory: choose the engine “auto” without a scheduler, or aggregate the file first.</source>
        <translation>Une table de passage entre communes s’applique en mémoire&#xa0;: choisissez le moteur «&#xa0;auto&#xa0;» sans ordonnanceur, ou agrégez d’abord le fichier.</translation>
    </message>
    <message>
        <source>A template carries the look of your agency. As a .qpt, drawn in the layout designer of QGIS, its items are filled by their ids: map, title, subtitle, source, note, legend, scale, figures, table, logo, inset. As a JSON file, it gives font, sizes, colours and logo of the pages made here. Copy one of the folder resources/layouts of the plugin and change it.</source>
        <translation>Un modèle porte l’image de votre agence. En .qpt, dessiné dans les mises en page de QGIS, ses objets sont remplis d’après leur identifiant&#xa0;: map, title, subtitle, source, note, legend, scale, figures, table, logo, inset. En JSON, il donne la police, les tailles, les couleurs et le logo des pages faites ici. Copiez-en un du dossier resources/layouts de l’extension et changez-le.</translation>
    </message>
    <message>
        <source>A timetable is a zip or a folder of text tables. Days of service are counted, not trips: a train number that has several records, one a period, counts once a day. The volume is the number of trains in a mean week of the days counted.</source>
        <translation>Un horaire est un zip ou un dossier de tables de texte. Ce sont les jours de circulation que l’on compte, pas les enregistrements&#xa0;: un numéro de train décrit plusieurs fois, une par période, compte une fois par jour. Le volume est le nombre de trains d’une semaine moyenne des jours comptés.</translation>
    </message>
    <message>
        <source>A timetable tells supply, not passengers, and only of the companies that it holds: a feed of high-speed trains knows no regional train.</source>
        <translation>Un horaire dit l’offre, pas les voyageurs, et seulement celle des compagnies qu’il contient&#xa0;: un fichier de trains à grande vitesse ignore les trains régionaux.</translation>
    </message>
    <message>
        <source>A train counts once for</source>
        <translation>Un train compte une fois pour</translation>
    </message>
    <message>
        <source>A train counts once for a pair of places; pairs of places are summed by pair of units.</source>
        <translation>Un train compte une fois pour une paire de lieux&#x202f;; les paires de lieux sont sommées par paire d’unités.</translation>
    </message>
    <message>
        <source>A train counts once for a pair of units.</source>
        <translation>Un train compte une fois pour une paire d’unités.</translation>
    </message>
    <message>
        <source>A train links two units when one may get on in the first, then off in the second. It counts once for the two, however many of their stations it serves, by its fastest ride; best_min and median_min are the best and the median of these. Rides inside one unit make no link.</source>
        <translation>Un train relie deux unités quand on peut monter dans la première, puis descendre dans la seconde. Il compte une fois pour les deux, quel que soit le nombre de leurs gares qu’il dessert, par son trajet le plus rapide&#x202f;; best_min et median_min sont le meilleur temps et le temps médian de ces trajets. Les trajets à l’intérieur d’une unité ne font pas de lien.</translation>
    </message>
    <message>
        <source>A unit belongs</source>
        <translation>Appartenance</translation>
    </message>
    <message>
        <source>A unit belongs to each perimeter for the share of its area there; parts under {share} are taken for limits drawn apart (a threshold of ours).</source>
        <translation>Une unité appartient à chaque périmètre au prorata de sa surface&#x202f;; les parts de moins de {share} sont tenues pour des écarts de tracé entre limites (seuil qui nous est propre).</translation>
    </message>
    <message>
        <source>A unit belongs to the perimeter that holds its point, or to several for shares of its area; or a membership table tells, where a unit may be in several perimeters at once (SCoT, pays, pôles métropolitains).</source>
        <translation>Une unité appartient au périmètre qui contient son point, ou à plusieurs au prorata des surfaces&#x202f;; ou bien une table d’appartenance le précise, et une unité peut alors relever de plusieurs périmètres à la fois (SCoT, pays, pôles métropolitains).</translation>
    </message>
    <message>
        <source>A unit belongs to the perimeter that holds its point.</source>
        <translation>Une unité appartient au périmètre qui contient son point.</translation>
    </message>
    <message>
        <source>A unit counts once a project.</source>
        <translation>Une unité compte une fois par projet.</translation>
    </message>
    <message>
        <source>A unit left alone joins by a link of any value: set a maximum distance.</source>
        <translation>Une unité restée seule se rattache par un lien de n’importe quelle valeur&#xa0;: fixez une distance maximale.</translation>
    </message>
    <message>
        <source>A unit that many kinds keep with its centre belongs to its system whatever the subject; a unit that few kinds keep there works with other towns for some subjects.</source>
        <translation>Une unité que beaucoup de types laissent avec son centre appartient à son système quel que soit le sujet&#x202f;; une unité que peu de types y laissent fonctionne avec d’autres villes pour certains sujets.</translation>
    </message>
    <message>
        <source>A unit with a single flow keeps none by itself: there is nothing to compare it with.</source>
        <translation>Une unité qui n’a qu’un flux n’en retient aucun par elle-même&#xa0;: il n’y a rien à quoi le comparer.</translation>
    </message>
    <message>
        <source>A unit with few outflows passes by chance, and a metropolis that spreads its own keeps none.</source>
        <translation>Une unité aux flux sortants peu nombreux passe par hasard, et une métropole qui disperse les siens n’en retient aucun.</translation>
    </message>
    <message>
        <source>A volume, a number of flows, a percentage or a threshold, as the rule says; empty takes the usual value of the rule.</source>
        <translation>Un volume, un nombre de flux, un pourcentage ou un seuil, selon la règle&#x202f;; vide, la valeur habituelle de la règle est prise.</translation>
    </message>
    <message>
        <source>A zip as it is published, an unpacked folder, or one of the text tables of that folder.</source>
        <translation>Un zip tel qu’il est publié, un dossier décompressé, ou l’une des tables de texte de ce dossier.</translation>
    </message>
    <message>
        <source>ARI with all kinds</source>
        <translation>ARI avec tous les types</translation>
    </message>
    <message>
        <source>ARI with threshold 2</source>
        <translation>ARI avec le seuil 2</translation>
    </message>
    <message>
        <source>ARI, NMI and V: 1 where systems and perimeters divide the units in the same way, near 0 where one says nothing of the other. VI: 0 where they are the same.</source>
        <translation>ARI, NMI et V&#xa0;: 1 si systèmes et périmètres découpent les unités de la même façon, près de 0 si l’un n’apprend rien de l’autre. VI&#xa0;: 0 s’ils sont identiques.</translation>
    </message>
    <message>
        <source>ARI, NMI, VI and V compare both divisions as a whole. They only mean something for perimeters that do not overlap: a sentence says so otherwise, and they stay empty.</source>
        <translation>L’ARI, la NMI, la VI et la V-mesure comparent les deux découpages dans leur ensemble. Elles n’ont de sens que pour des périmètres sans chevauchement&#xa0;: sinon, une phrase le signale et elles restent vides.</translation>
    </message>
    <message>
        <source>Above 1, smaller communities; below 1, larger ones.</source>
        <translation>Au-dessus de 1, des communautés plus petites&#x202f;; en dessous, plus grandes.</translation>
    </message>
    <message>
        <source>Across (landscape) or upright (portrait).</source>
        <translation>Paysage (landscape) ou portrait.</translation>
    </message>
    <message>
        <source>Activity 64.20Z, or legal category 654x (SCI).</source>
        <translation>Activité 64.20Z, ou catégorie juridique 654x (SCI).</translation>
    </message>
    <message>
        <source>Adapts to each unit: few flows where they are concentrated, more where they are spread.</source>
        <translation>S’adapte à chaque unité&#xa0;: peu de flux s’ils sont concentrés, davantage s’ils sont dispersés.</translation>
    </message>
    <message>
        <source>Added to the project: “{title}”. Rows: {count}.</source>
        <translation>Ajouté au projet&#xa0;: «&#xa0;{title}&#xa0;». Lignes&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Added to the project: “{title}”. Systems: {count}.</source>
        <translation>Ajouté au projet&#xa0;: «&#xa0;{title}&#xa0;». Systèmes&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Address of the Dask scheduler</source>
        <translation>Adresse de l’ordonnanceur Dask</translation>
    </message>
    <message>
        <source>Addresses are those of legal seats: a laboratory counts in the town of the body that signs for it.</source>
        <translation>Les adresses sont celles des sièges&#xa0;: un laboratoire compte dans la ville de l’organisme qui signe pour lui.</translation>
    </message>
    <message>
        <source>Adds the table in view to the project, with its outlines.</source>
        <translation>Ajoute au projet la table affichée, avec ses contours.</translation>
    </message>
    <message>
        <source>Adds units, links and systems at this threshold to the project, styled.</source>
        <translation>Ajoute au projet les unités, les liens et les systèmes obtenus à ce seuil, avec leur style.</translation>
    </message>
    <message>
        <source>Adjusted Rand index</source>
        <translation>Indice de Rand ajusté (ARI)</translation>
    </message>
    <message>
        <source>Adjusted Rand index with the present systems</source>
        <translation>Indice de Rand ajusté avec les systèmes actuels</translation>
    </message>
    <message>
        <source>Adjusted Rand index: Hubert and Arabie 1985, by units. Variation of information: Meilă 2007. V-measure: Rosenberg and Hirschberg 2007. All are published; these count {measure}, except the first.</source>
        <translation>Indice de Rand ajusté&#xa0;: Hubert et Arabie 1985, en nombre d’unités. Variation d’information&#xa0;: Meilă 2007. V-mesure&#xa0;: Rosenberg et Hirschberg 2007. Tous sont publiés&#x202f;; base du calcul, sauf pour le premier&#xa0;: {measure}.</translation>
    </message>
    <message>
        <source>Aggregate flows</source>
        <translation>Agréger des flux</translation>
    </message>
    <message>
        <source>Aggregated flows</source>
        <translation>Flux agrégés</translation>
    </message>
    <message>
        <source>Agreement of both divisions</source>
        <translation>Accord des deux découpages</translation>
    </message>
    <message>
        <source>Agreement of both divisions, over {count} units that have a place in both</source>
        <translation>Accord des deux découpages, sur les {count} unités présentes dans les deux</translation>
    </message>
    <message>
        <source>Agreement: ARI {ari} · NMI {nmi} · V {v} · VI {vi}</source>
        <translation>Accord&#xa0;: ARI {ari} · NMI {nmi} · V {v} · VI {vi}</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>Tous les fichiers</translation>
    </message>
    <message>
        <source>All flows are kept.</source>
        <translation>Tous les flux sont retenus.</translation>
    </message>
    <message>
        <source>All links have the same intensity, so no other threshold was tried: give thresholds to try.</source>
        <translation>Tous les liens ont la même intensité, aucun autre seuil n’a donc été essayé&#xa0;: donnez des seuils à essayer.</translation>
    </message>
    <message>
        <source>All links have the same score, so no other threshold was tried: put the threshold on the intensity, or give thresholds to try.</source>
        <translation>Tous les liens ont le même score, aucun autre seuil n’a donc été essayé&#xa0;: soumettez l’intensité au seuil, ou donnez des seuils à essayer.</translation>
    </message>
    <message>
        <source>Alliance exercise</source>
        <translation>Exercice Alliance</translation>
    </message>
    <message>
        <source>Alliance {version}, {date}.</source>
        <translation>Alliance {version}, {date}.</translation>
    </message>
    <message>
        <source>Alliance {version}, {date}. The record of this run is in run.json.</source>
        <translation>Alliance {version}, {date}. Le détail de ce calcul est consigné dans run.json.</translation>
    </message>
    <message>
        <source>Alliances between “{name}”</source>
        <translation>Alliances entre «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Alliances: {name}</source>
        <translation>Alliances&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Also the name of the layout in the project.</source>
        <translation>C’est aussi le nom de la mise en page dans le projet.</translation>
    </message>
    <message>
        <source>Also write the links that are not selected</source>
        <translation>Écrire aussi les liens non retenus</translation>
    </message>
    <message>
        <source>An atlas has one page a system: give the layer of systems that “Detect systems” made.</source>
        <translation>Un atlas a une page par système&#xa0;: donnez la couche de systèmes produite par «&#xa0;Délimiter les systèmes interurbains&#xa0;».</translation>
    </message>
    <message>
        <source>An atlas has one page a system: its map, where it lies, its figures, the perimeters that its units lie in, its units and its strongest links. As a pdf it is one file, as png one numbered file a page.</source>
        <translation>Un atlas a une page par système&#xa0;: sa carte, sa situation, ses chiffres, les périmètres où se trouvent ses unités, ses unités et ses liens les plus forts. En pdf, c’est un seul fichier&#x202f;; en png, un fichier numéroté par page.</translation>
    </message>
    <message>
        <source>Answer key</source>
        <translation>Corrigé</translation>
    </message>
    <message>
        <source>Answer key…</source>
        <translation>Corrigé…</translation>
    </message>
    <message>
        <source>Any flow over a long distance comes out as a surprise.</source>
        <translation>Tout flux à longue distance paraît surprenant.</translation>
    </message>
    <message>
        <source>Apply</source>
        <translation>Appliquer</translation>
    </message>
    <message>
        <source>Area (km²)</source>
        <translation>Surface (km²)</translation>
    </message>
    <message>
        <source>Area of the circle: {what}</source>
        <translation>Surface du cercle&#xa0;: {what}</translation>
    </message>
    <message>
        <source>Asked of an area of the minimum size, from 0 to 1.</source>
        <translation>Exigée d’un bassin de la taille minimale&#x202f;; de 0 à 1.</translation>
    </message>
    <message>
        <source>Asks what a relation weighs in the whole life of a town.</source>
        <translation>Demande ce que pèse une relation dans toute la vie d’une ville.</translation>
    </message>
    <message>
        <source>Asks where those who leave go: the relations of towns.</source>
        <translation>Demande où vont ceux qui sortent&#xa0;: les relations entre villes.</translation>
    </message>
    <message>
        <source>At a low threshold, link after link chains half the country together.</source>
        <translation>À seuil bas, de lien en lien, la moitié du pays s’enchaîne.</translation>
    </message>
    <message>
        <source>Atlas</source>
        <translation>Atlas</translation>
    </message>
    <message>
        <source>Attached</source>
        <translation>Rattachée</translation>
    </message>
    <message>
        <source>Attached elsewhere</source>
        <translation>Rattachées ailleurs</translation>
    </message>
    <message>
        <source>Attachment gives {systems} systems. Components give {components}, with {towns} towns: from town to town everything touches, and one link is enough to join two systems. This is why the method attaches each town to one neighbour only.</source>
        <translation>Le rattachement donne {systems} systèmes. Les composantes en donnent {components}, de {towns} villes&#xa0;: de proche en proche tout se touche, et un seul lien suffit à réunir deux systèmes. C’est pourquoi la méthode rattache chaque ville à une seule voisine.</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Précédent</translation>
    </message>
    <message>
        <source>Balance</source>
        <translation>Bilan</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>Avant</translation>
    </message>
    <message>
        <source>Best match</source>
        <translation>Meilleur équivalent</translation>
    </message>
    <message>
        <source>Between commas, as SNCF writes them in its stops: TGV INOUI, OUIGO. Empty: all.</source>
        <translation>Entre virgules, comme la SNCF les écrit dans ses arrêts&#xa0;: TGV INOUI, OUIGO. Vide&#xa0;: tous.</translation>
    </message>
    <message>
        <source>Between two systems</source>
        <translation>Entre deux systèmes</translation>
    </message>
    <message>
        <source>Bipolar: share of the first two units</source>
        <translation>Bipolaire&#xa0;: part des deux premières unités</translation>
    </message>
    <message>
        <source>Both directions must pass</source>
        <translation>Exiger les deux sens</translation>
    </message>
    <message>
        <source>Brings several kinds of links together: how many kinds join two towns, and how strongly.</source>
        <translation>Réunit plusieurs types de liens&#xa0;: combien relient deux villes, et avec quelle force.</translation>
    </message>
    <message>
        <source>Build headquarters links</source>
        <translation>Construire les liens siège-établissements</translation>
    </message>
    <message>
        <source>Build partnerships</source>
        <translation>Construire les partenariats</translation>
    </message>
    <message>
        <source>Build rail links</source>
        <translation>Construire les liens ferroviaires</translation>
    </message>
    <message>
        <source>Built links: {kind}</source>
        <translation>Liens construits&#xa0;: {kind}</translation>
    </message>
    <message>
        <source>Button 1: compare again, with the simplified pays, which group EPCI as SCoT do.</source>
        <translation>Bouton 1&#xa0;: comparez de nouveau, avec les pays simplifiés, qui regroupent des EPCI comme le font les SCoT.</translation>
    </message>
    <message>
        <source>Button 1: each town joins its strongest larger neighbour (attachment), from a score of 2 on. Run.</source>
        <translation>Bouton 1&#xa0;: chaque ville rejoint sa voisine plus grande la plus liée (rattachement), à partir d’un score de 2. Exécutez.</translation>
    </message>
    <message>
        <source>Button 2 gives all thresholds at once, in a table: check your figures.</source>
        <translation>Le bouton 2 donne tous les seuils à la fois, dans une table&#xa0;: vérifiez vos chiffres.</translation>
    </message>
    <message>
        <source>Button 2 gives the same as tables, with the indices in the log.</source>
        <translation>Le bouton 2 donne la même chose sous forme de tables, avec les indices dans le journal.</translation>
    </message>
    <message>
        <source>Button 2: the same as tables, with the indices in the log.</source>
        <translation>Bouton 2&#xa0;: la même chose sous forme de tables, avec les indices dans le journal.</translation>
    </message>
    <message>
        <source>Button 2: the same links, but everything that touches makes one system (components). Run, and compare.</source>
        <translation>Bouton 2&#xa0;: les mêmes liens, mais tout ce qui se touche fait un seul système (composantes). Exécutez, et comparez.</translation>
    </message>
    <message>
        <source>Button 2: the volume alone, from 2,000 commuters on. Run, and compare both maps.</source>
        <translation>Bouton 2&#xa0;: le volume seul, à partir de 2&#x202f;000 navetteurs. Exécutez, et comparez les deux cartes.</translation>
    </message>
    <message>
        <source>Button 3: pairs of EPCI that are strongly linked and share no framework. Sort the table by score.</source>
        <translation>Bouton 3&#xa0;: les paires d’EPCI fortement liés qui ne partagent aucun cadre. Triez la table par score.</translation>
    </message>
    <message>
        <source>By default the town is the commune of the address, and pairs of communes are summed by pair of units: two urban areas may be linked several times by one project. To count projects shared by two units, let the unit count once.</source>
        <translation>Par défaut, la ville est la commune de l’adresse, et les paires de communes sont sommées par paire d’unités&#xa0;: un même projet peut relier plusieurs fois deux aires urbaines. Pour compter les projets que deux unités partagent, comptez l’unité une fois par projet.</translation>
    </message>
    <message>
        <source>By perimeter</source>
        <translation>Par périmètre</translation>
    </message>
    <message>
        <source>By system</source>
        <translation>Par système</translation>
    </message>
    <message>
        <source>By their score, or by the kind of links that weighs most.</source>
        <translation>Selon leur score, ou selon le type de liens qui pèse le plus.</translation>
    </message>
    <message>
        <source>By volume alone, {alone} of {towns} towns have no link left: the rule favours large towns, and what is near them. The first flows of each town leave {other} without a link: each town has its say, small ones too. Neither is right: say which question each answers.</source>
        <translation>Par le volume seul, {alone} villes sur {towns} n’ont plus de lien&#xa0;: la règle favorise les grandes villes et leurs alentours. Les premiers flux de chaque ville en laissent {other} sans lien&#xa0;: chaque ville a sa voix, les petites aussi. Aucune règle n’est la bonne&#xa0;: dites à quelle question répond chacune.</translation>
    </message>
    <message>
        <source>CODGEO in the tables of INSEE.</source>
        <translation>CODGEO dans les tables de l’Insee.</translation>
    </message>
    <message>
        <source>CORDIS: Horizon 2020 projects</source>
        <translation>CORDIS&#xa0;: projets d’Horizon 2020</translation>
    </message>
    <message>
        <source>CORDIS: Horizon Europe projects</source>
        <translation>CORDIS&#xa0;: projets d’Horizon Europe</translation>
    </message>
    <message>
        <source>CSV…</source>
        <translation>CSV…</translation>
    </message>
    <message>
        <source>Cancel: {run}</source>
        <translation>Annuler&#xa0;: {run}</translation>
    </message>
    <message>
        <source>Cancelled.</source>
        <translation>Annulé.</translation>
    </message>
    <message>
        <source>Cancelled: nothing was written.</source>
        <translation>Annulé&#xa0;: rien n’a été écrit.</translation>
    </message>
    <message>
        <source>Cannot bear distances of 0, and leans heavily on the short ones.</source>
        <translation>N’admet pas de distance nulle, et dépend beaucoup des plus courtes.</translation>
    </message>
    <message>
        <source>Capping dimensions keeps several kinds of one dimension (commuting, studies and migration are all mobility) from counting more than once in the score.</source>
        <translation>Plafonner les dimensions évite que plusieurs types d’une même dimension (navettes, études et migrations relèvent toutes des mobilités) comptent plus d’une fois dans le score.</translation>
    </message>
    <message>
        <source>Census flows are estimates: nothing is rounded before the sum, and flows under 200 are counted as uncertain, never dropped.</source>
        <translation>Les flux du recensement sont des estimations&#xa0;: rien n’est arrondi avant la somme, et les flux de moins de 200 sont signalés comme incertains, jamais supprimés.</translation>
    </message>
    <message>
        <source>Centre</source>
        <translation>Centre</translation>
    </message>
    <message>
        <source>Centre of a system</source>
        <translation>Centre d’un système</translation>
    </message>
    <message>
        <source>Chain or mesh: smallest number of units</source>
        <translation>Chaîne ou maillage&#xa0;: nombre minimal d’unités</translation>
    </message>
    <message>
        <source>Change the threshold</source>
        <translation>Changer le seuil</translation>
    </message>
    <message>
        <source>Choice made</source>
        <translation>Choix retenu</translation>
    </message>
    <message>
        <source>Choose a folder.</source>
        <translation>Choisissez un dossier.</translation>
    </message>
    <message>
        <source>Choose a layer of links: this project has none. “Compute links” or “Cumulate links”, in the toolbox, make one.</source>
        <translation>Choisissez une couche de liens&#xa0;: ce projet n’en a pas. «&#xa0;Calculer les liens&#xa0;» ou «&#xa0;Cumuler les liens&#xa0;», dans la boîte à outils, en produisent une.</translation>
    </message>
    <message>
        <source>Choose a layer or a table of flows.</source>
        <translation>Choisissez une couche ou une table de flux.</translation>
    </message>
    <message>
        <source>Choose a row to outline it beside the row above.</source>
        <translation>Choisissez une ligne pour en tracer le contour à côté de celui de la ligne du dessus.</translation>
    </message>
    <message>
        <source>Choose a row: the map goes there and outlines it.</source>
        <translation>Choisissez une ligne&#xa0;: la carte s’y rend et en trace le contour.</translation>
    </message>
    <message>
        <source>Choose a table of communes.</source>
        <translation>Choisissez une table de communes.</translation>
    </message>
    <message>
        <source>Choose an atlas or small multiples: both together leave no room on a page.</source>
        <translation>Choisissez un atlas ou une planche par type&#xa0;: les deux ensemble ne tiennent pas sur une page.</translation>
    </message>
    <message>
        <source>Choose at least one layer made by “Compute links”.</source>
        <translation>Choisissez au moins une couche produite par «&#xa0;Calculer les liens&#xa0;».</translation>
    </message>
    <message>
        <source>Choose perimeters: either a layer of polygons or a membership table, one of them.</source>
        <translation>Choisissez des périmètres&#xa0;: soit une couche de polygones, soit une table d’appartenance, mais pas les deux.</translation>
    </message>
    <message>
        <source>Choose perimeters: polygons (EPCI, SCoT, départements…) or a membership table.</source>
        <translation>Choisissez des périmètres&#xa0;: des polygones (EPCI, SCoT, départements…) ou une table d’appartenance.</translation>
    </message>
    <message>
        <source>Choose the field of “{layer}” that holds the code.</source>
        <translation>Choisissez le champ de «&#xa0;{layer}&#xa0;» qui contient le code.</translation>
    </message>
    <message>
        <source>Choose the field of “{layer}” that holds the codes of the units. Its fields are: {fields}.</source>
        <translation>Choisissez le champ de «&#xa0;{layer}&#xa0;» qui contient les codes des unités. Ses champs sont&#xa0;: {fields}.</translation>
    </message>
    <message>
        <source>Choose the layer of the units.</source>
        <translation>Choisissez la couche des unités.</translation>
    </message>
    <message>
        <source>Choose the row of Brest: both outlines show on the map, and the second table lists its EPCI.</source>
        <translation>Choisissez la ligne de Brest&#xa0;: les deux contours s’affichent sur la carte et la seconde table énumère ses EPCI.</translation>
    </message>
    <message>
        <source>Choose the table of units.</source>
        <translation>Choisissez la table des unités.</translation>
    </message>
    <message>
        <source>Choose the units (towns) that the links join: this project has no layer of them.</source>
        <translation>Choisissez les unités (villes) que relient les liens&#xa0;: ce projet n’en a pas de couche.</translation>
    </message>
    <message>
        <source>Choose units that know their system: “Apply”, on the page Explore, makes them.</source>
        <translation>Choisissez des unités rattachées à un système&#xa0;: «&#xa0;Appliquer&#xa0;», dans l’onglet Explorer, en produit.</translation>
    </message>
    <message>
        <source>Choose whole weeks out of holidays, in the three months that follow the date of the feed: later, it thins out. Without dates, the four densest weeks, Monday to Sunday, are counted.</source>
        <translation>Choisissez des semaines entières hors vacances, dans les trois mois qui suivent la date du fichier&#xa0;: ensuite, il s’éclaircit. Sans dates, ce sont les quatre semaines les plus denses, du lundi au dimanche, qui sont comptées.</translation>
    </message>
    <message>
        <source>Close the window and open the attribute table of “Rows left out”: each has its reason.</source>
        <translation>Fermez la fenêtre et ouvrez la table d’attributs de «&#xa0;Lignes écartées&#xa0;»&#xa0;: chacune a son motif.</translation>
    </message>
    <message>
        <source>Closed</source>
        <translation>Autonomie</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>Code</translation>
    </message>
    <message>
        <source>Code of the perimeter</source>
        <translation>Code du périmètre</translation>
    </message>
    <message>
        <source>Code of the unit</source>
        <translation>Code de l’unité</translation>
    </message>
    <message>
        <source>Code of the unit where the flow arrives.</source>
        <translation>Code de l’unité où arrive le flux.</translation>
    </message>
    <message>
        <source>Code of the unit where the flow starts.</source>
        <translation>Code de l’unité d’où part le flux.</translation>
    </message>
    <message>
        <source>Codes between commas: 001, 002.</source>
        <translation>Codes séparés par des virgules&#xa0;: 001, 002.</translation>
    </message>
    <message>
        <source>Codes brought to the other year</source>
        <translation>Codes ramenés à l’autre année</translation>
    </message>
    <message>
        <source>Codes of the countries of the table of communes, separated by commas; empty for all.</source>
        <translation>Codes des pays de la table de communes, séparés par des virgules&#x202f;; vide pour tous.</translation>
    </message>
    <message>
        <source>Codes of “{table}” brought from {first} to {last} by “{changes}”: {merged} merged, {recoded} recoded, {split} split, {unknown} unknown; rows with a code that changed: {rows}.</source>
        <translation>Codes de «&#xa0;{table}&#xa0;» ramenés de {first} à {last} par «&#xa0;{changes}&#xa0;»&#xa0;: fusionnés, {merged}&#x202f;; recodés, {recoded}&#x202f;; scindés, {split}&#x202f;; inconnus, {unknown}&#x202f;; lignes dont un code change&#xa0;: {rows}.</translation>
    </message>
    <message>
        <source>Codes of “{table}” differ from the known codes only by their leading zeros ({count} of them, for example “{code}” for “{known}”): turn on the repair of codes, or save the column as text again.</source>
        <translation>Des codes de «&#xa0;{table}&#xa0;» ne diffèrent des codes connus que par leurs zéros initiaux (au nombre de {count}, par exemple «&#xa0;{code}&#xa0;» pour «&#xa0;{known}&#xa0;»)&#xa0;: activez la réparation des codes, ou enregistrez de nouveau la colonne en texte.</translation>
    </message>
    <message>
        <source>Codes of “{table}” repaired by their leading zeros: {count} (“{code}” became “{known}”).</source>
        <translation>Codes de «&#xa0;{table}&#xa0;» réparés par leurs zéros initiaux&#xa0;: {count} («&#xa0;{code}&#xa0;» est devenu «&#xa0;{known}&#xa0;»).</translation>
    </message>
    <message>
        <source>Codes of “{table}” that are not in the lookup table: {count}; they count in no unit.</source>
        <translation>Codes de «&#xa0;{table}&#xa0;» absents de la table de correspondance&#xa0;: {count}&#x202f;; ils ne comptent dans aucune unité.</translation>
    </message>
    <message>
        <source>Codes of “{table}” that no unit has, kept as nodes without geometry: {count} ({codes}).</source>
        <translation>Codes de «&#xa0;{table}&#xa0;» qui ne correspondent à aucune unité, conservés comme nœuds sans géométrie&#xa0;: {count} ({codes}).</translation>
    </message>
    <message>
        <source>Codes that are not among the units: {count}, for example “{code}”.</source>
        <translation>Codes qui ne figurent pas parmi les unités&#xa0;: {count}, par exemple «&#xa0;{code}&#xa0;».</translation>
    </message>
    <message>
        <source>Codes that come more than once in field “{field}” of “{layer}”: {count} ({codes}). Each unit needs a code of its own; dissolve the layer by code, or choose another field.</source>
        <translation>Codes présents plusieurs fois dans le champ «&#xa0;{field}&#xa0;» de «&#xa0;{layer}&#xa0;»&#xa0;: {count} ({codes}). Chaque unité doit avoir son propre code&#x202f;; regroupez la couche par code, ou choisissez un autre champ.</translation>
    </message>
    <message>
        <source>Codes that lose most, at most {count} a kind (all are in the table “rejects”)</source>
        <translation>Codes qui perdent le plus, {count} au plus par type (tous figurent dans la table «&#xa0;rejects&#xa0;»)</translation>
    </message>
    <message>
        <source>Colour of cumulated links</source>
        <translation>Couleur des liens cumulés</translation>
    </message>
    <message>
        <source>Column of every framework table.</source>
        <translation>Colonne commune à toutes les tables de cadres.</translation>
    </message>
    <message>
        <source>Column of the code</source>
        <translation>Colonne du code</translation>
    </message>
    <message>
        <source>Column of the codes of the communes.</source>
        <translation>Colonne des codes des communes.</translation>
    </message>
    <message>
        <source>Column of the codes that the lookup table or the units know, CODGEO in the tables of INSEE.</source>
        <translation>Colonne des codes que connaissent la table de correspondance ou les unités, CODGEO dans les tables de l’Insee.</translation>
    </message>
    <message>
        <source>Column of the communes where each one works, one row each: a relocated body is in all of them in each of its projects.</source>
        <translation>Colonne des codes des communes où travaille chaque organisme, une ligne par commune&#xa0;: un organisme relocalisé est dans chacune d’elles pour tous ses projets.</translation>
    </message>
    <message>
        <source>Column of the flows with a distance or a travel time. Empty: the distance between the units.</source>
        <translation>Colonne des flux qui contient une distance ou un temps de trajet. Vide&#xa0;: la distance entre les unités.</translation>
    </message>
    <message>
        <source>Column of the identifiers.</source>
        <translation>Colonne des identifiants.</translation>
    </message>
    <message>
        <source>Column of the lookup table, CODGEO in those of INSEE.</source>
        <translation>Colonne de la table de correspondance, CODGEO dans celles de l’Insee.</translation>
    </message>
    <message>
        <source>Column of the lookup table, for instance AU2010 or EPCI.</source>
        <translation>Colonne de la table de correspondance, par exemple AU2010 ou EPCI.</translation>
    </message>
    <message>
        <source>Column of the names, LIBGEO in the tables of INSEE.</source>
        <translation>Colonne des noms, LIBGEO dans les tables de l’Insee.</translation>
    </message>
    <message>
        <source>Column of the names.</source>
        <translation>Colonne des noms.</translation>
    </message>
    <message>
        <source>Column of the population</source>
        <translation>Colonne de la population</translation>
    </message>
    <message>
        <source>Column of the population. With it, homonyms that nothing tells apart go to the largest commune: a guess, which the report counts.</source>
        <translation>Colonne de la population. Avec elle, les homonymes que rien ne départage vont à la plus grande commune&#xa0;: c’est une supposition, que le rapport compte.</translation>
    </message>
    <message>
        <source>Column of the post codes, which tell homonyms apart; without it, their département does.</source>
        <translation>Colonne des codes postaux, qui départagent les homonymes&#x202f;; sans elle, c’est leur département qui le fait.</translation>
    </message>
    <message>
        <source>Column of the second homes</source>
        <translation>Colonne des résidences secondaires</translation>
    </message>
    <message>
        <source>Column of the table of groups.</source>
        <translation>Colonne de la table des groupes.</translation>
    </message>
    <message>
        <source>Column of the table of stations: the commune, or the unit.</source>
        <translation>Colonne de la table des gares&#xa0;: la commune, ou l’unité.</translation>
    </message>
    <message>
        <source>Column of the table of stations; several identifiers may stand in a cell, parted by semicolons.</source>
        <translation>Colonne de la table des gares&#x202f;; une cellule peut contenir plusieurs identifiants, séparés par des points-virgules.</translation>
    </message>
    <message>
        <source>Column of the table.</source>
        <translation>Colonne de la table.</translation>
    </message>
    <message>
        <source>Column of the table; without it, codes stand for names.</source>
        <translation>Colonne de la table&#x202f;; à défaut, les codes tiennent lieu de noms.</translation>
    </message>
    <message>
        <source>Column “{column}” is missing from “{table}”. Its columns are: {columns}.</source>
        <translation>La colonne «&#xa0;{column}&#xa0;» manque dans «&#xa0;{table}&#xa0;». Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>Column “{column}” of the table of changes “{table}” holds “{value}”, which cannot be read there: correct or remove that row.</source>
        <translation>La colonne «&#xa0;{column}&#xa0;» de la table des changements «&#xa0;{table}&#xa0;» contient «&#xa0;{value}&#xa0;», qui ne peut pas y être lu&#xa0;: corrigez ou supprimez cette ligne.</translation>
    </message>
    <message>
        <source>Column “{column}” of “{table}” is given both as origin and as destination: choose two different columns.</source>
        <translation>La colonne «&#xa0;{column}&#xa0;» de «&#xa0;{table}&#xa0;» est indiquée à la fois comme origine et comme destination&#xa0;: choisissez deux colonnes différentes.</translation>
    </message>
    <message>
        <source>Column “{column}” of “{table}” is given both as volume and as origin or destination: choose another volume column.</source>
        <translation>La colonne «&#xa0;{column}&#xa0;» de «&#xa0;{table}&#xa0;» est indiquée à la fois comme volume et comme origine ou destination&#xa0;: choisissez une autre colonne pour le volume.</translation>
    </message>
    <message>
        <source>Communes</source>
        <translation>Communes</translation>
    </message>
    <message>
        <source>Communes (IGN)</source>
        <translation>Communes (IGN)</translation>
    </message>
    <message>
        <source>Communes: code</source>
        <translation>Communes&#xa0;: code</translation>
    </message>
    <message>
        <source>Communes: name</source>
        <translation>Communes&#xa0;: nom</translation>
    </message>
    <message>
        <source>Communes: post code</source>
        <translation>Communes&#xa0;: code postal</translation>
    </message>
    <message>
        <source>Communes: size</source>
        <translation>Communes&#xa0;: taille</translation>
    </message>
    <message>
        <source>Commuters who cross a limit</source>
        <translation>Navetteurs qui franchissent une limite</translation>
    </message>
    <message>
        <source>Commuting (simulated)</source>
        <translation>Domicile-travail (simulé)</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>Comparer</translation>
    </message>
    <message>
        <source>Compare systems with perimeters</source>
        <translation>Comparer systèmes et périmètres</translation>
    </message>
    <message>
        <source>Compare two ways from links to systems.</source>
        <translation>Comparer deux façons de passer des liens aux systèmes.</translation>
    </message>
    <message>
        <source>Compare with larger perimeters, find alliances</source>
        <translation>Confronter à des périmètres plus larges, trouver des alliances</translation>
    </message>
    <message>
        <source>Compare with the EPCI</source>
        <translation>Confronter aux EPCI</translation>
    </message>
    <message>
        <source>Compares as Smart&apos;s index does, without the square: ties of middling strength stay visible.</source>
        <translation>Compare comme l’indice de Smart, sans le carré&#xa0;: les liens de force moyenne restent visibles.</translation>
    </message>
    <message>
        <source>Compares in the background; no layer changes.</source>
        <translation>Compare en arrière-plan&#x202f;; aucune couche n’est modifiée.</translation>
    </message>
    <message>
        <source>Comparing by area needs the areas of the units: give units with polygons, or compare by units or by weight.</source>
        <translation>La comparaison par surface a besoin des surfaces des unités&#xa0;: donnez des unités en polygones, ou comparez par nombre d’unités ou par poids.</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>Comparaison</translation>
    </message>
    <message>
        <source>Comparison with {perimeters}</source>
        <translation>Comparaison avec {perimeters}</translation>
    </message>
    <message>
        <source>Comparison: {name}</source>
        <translation>Comparaison&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Completeness</source>
        <translation>Complétude</translation>
    </message>
    <message>
        <source>Components</source>
        <translation>Composantes</translation>
    </message>
    <message>
        <source>Components have more than one unit; density is the number over that of all possible ones.</source>
        <translation>Les composantes comptent plus d’une unité&#x202f;; la densité rapporte ce nombre à celui de tous les possibles.</translation>
    </message>
    <message>
        <source>Compute links</source>
        <translation>Calculer les liens</translation>
    </message>
    <message>
        <source>Computing the sensitivity…</source>
        <translation>Calcul de la sensibilité…</translation>
    </message>
    <message>
        <source>Count each dimension once at most</source>
        <translation>Compter chaque dimension une fois au plus</translation>
    </message>
    <message>
        <source>Countries</source>
        <translation>Pays</translation>
    </message>
    <message>
        <source>Covers land of no unit: not for measuring areas.</source>
        <translation>Couvre des terres hors des unités&#xa0;: ne sert pas à mesurer des surfaces.</translation>
    </message>
    <message>
        <source>Covers much land of no unit, and neighbouring systems overlap.</source>
        <translation>Couvre beaucoup de terres hors des unités, et les systèmes voisins se chevauchent.</translation>
    </message>
    <message>
        <source>Crossed</source>
        <translation>Traversés</translation>
    </message>
    <message>
        <source>Crosses a limit</source>
        <translation>Franchit une limite</translation>
    </message>
    <message>
        <source>Crossing</source>
        <translation>Franchit</translation>
    </message>
    <message>
        <source>Cumulate links</source>
        <translation>Cumuler les liens</translation>
    </message>
    <message>
        <source>Cumulate several kinds of links</source>
        <translation>Cumuler plusieurs types de liens</translation>
    </message>
    <message>
        <source>Cumulated</source>
        <translation>Cumulés</translation>
    </message>
    <message>
        <source>Cumulated links</source>
        <translation>Liens cumulés</translation>
    </message>
    <message>
        <source>Cumulated links, links of one kind, or several layers of links for small multiples.</source>
        <translation>Liens cumulés, liens d’un seul type, ou plusieurs couches de liens pour une planche par type.</translation>
    </message>
    <message>
        <source>Cumulated links, or the links of one kind.</source>
        <translation>Liens cumulés, ou liens d’un seul type.</translation>
    </message>
    <message>
        <source>Cumulation</source>
        <translation>Cumul</translation>
    </message>
    <message>
        <source>DGAC: air traffic by pair of airports</source>
        <translation>DGAC&#xa0;: trafic aérien par paire d’aéroports</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>Données</translation>
    </message>
    <message>
        <source>Days counted</source>
        <translation>Jours comptés</translation>
    </message>
    <message>
        <source>Days of service of these trains</source>
        <translation>Jours de circulation de ces trains</translation>
    </message>
    <message>
        <source>Days of the period on which no train runs: {empty} of {days}.</source>
        <translation>Jours de la période où aucun train ne circule&#xa0;: {empty} sur {days}.</translation>
    </message>
    <message>
        <source>Days of the period: {days}, not whole weeks; some days of the week weigh more.</source>
        <translation>Jours de la période&#xa0;: {days}, et non des semaines entières&#x202f;; certains jours de la semaine pèsent plus.</translation>
    </message>
    <message>
        <source>Decay of the gravity model (beta)</source>
        <translation>Décroissance du modèle gravitaire (bêta)</translation>
    </message>
    <message>
        <source>Decided by your table of names</source>
        <translation>Décidées par votre table de noms</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>Destination column</source>
        <translation>Colonne de destination</translation>
    </message>
    <message>
        <source>Detect interurban systems</source>
        <translation>Délimiter les systèmes interurbains</translation>
    </message>
    <message>
        <source>Dimension</source>
        <translation>Dimension</translation>
    </message>
    <message>
        <source>Discuss</source>
        <translation>Discuter</translation>
    </message>
    <message>
        <source>Dissolves territories that touch, draws a hull around towns apart.</source>
        <translation>Fusionne les territoires qui se touchent, entoure d’une enveloppe les villes séparées.</translation>
    </message>
    <message>
        <source>Distance (km)</source>
        <translation>Distance (km)</translation>
    </message>
    <message>
        <source>Distance column (gravity)</source>
        <translation>Colonne de distance (gravity)</translation>
    </message>
    <message>
        <source>Distance tells nothing about these flows: beta is 0, and the model is that of the margins alone.</source>
        <translation>La distance n’explique rien de ces flux&#xa0;: bêta vaut 0, et le modèle se réduit aux marges.</translation>
    </message>
    <message>
        <source>Distribution of the links</source>
        <translation>Distribution des liens</translation>
    </message>
    <message>
        <source>Divide into regions</source>
        <translation>Découper en régions fonctionnelles</translation>
    </message>
    <message>
        <source>Divides a territory into regions that hold most of their flows: labour-market areas, or units merged step by step.</source>
        <translation>Découpe un territoire en régions qui contiennent l’essentiel de leurs flux&#xa0;: bassins d’emploi, ou unités fusionnées pas à pas.</translation>
    </message>
    <message>
        <source>Do the pays fit better than the EPCI? Which figures say so?</source>
        <translation>Les pays conviennent-ils mieux que les EPCI&#x202f;? Quels chiffres le disent&#x202f;?</translation>
    </message>
    <message>
        <source>Draw a line for each flow</source>
        <translation>Dessiner un trait pour chaque flux</translation>
    </message>
    <message>
        <source>Draws links, units, systems and perimeters as a readable map, with the widths and the circles in the legend.</source>
        <translation>Dessine liens, unités, systèmes et périmètres en une carte lisible, avec les épaisseurs et les cercles dans la légende.</translation>
    </message>
    <message>
        <source>Draws the hierarchy: which town depends on which, as trees.</source>
        <translation>Dessine la hiérarchie, sous forme d’arbres&#xa0;: quelle ville dépend de quelle autre.</translation>
    </message>
    <message>
        <source>Draws the systems over the map; no layer changes.</source>
        <translation>Dessine les systèmes par-dessus la carte&#x202f;; aucune couche n’est modifiée.</translation>
    </message>
    <message>
        <source>Draws up what each territory receives, sends and keeps: persons, and money with a value per person.</source>
        <translation>Établit ce que chaque territoire reçoit, envoie et garde&#xa0;: des personnes, et de l’argent si une valeur par personne est donnée.</translation>
    </message>
    <message>
        <source>DuckDB cannot read “{file}” ({reason}): the file may be cut, damaged or of another kind.</source>
        <translation>DuckDB ne peut pas lire «&#xa0;{file}&#xa0;» ({reason})&#xa0;: le fichier est peut-être tronqué, abîmé ou d’une autre nature.</translation>
    </message>
    <message>
        <source>Départements</source>
        <translation>Départements</translation>
    </message>
    <message>
        <source>Départements (IGN)</source>
        <translation>Départements (IGN)</translation>
    </message>
    <message>
        <source>EPCI (IGN)</source>
        <translation>EPCI (IGN)</translation>
    </message>
    <message>
        <source>EPCI (simplified)</source>
        <translation>EPCI (simplifiés)</translation>
    </message>
    <message>
        <source>EPCI crossed</source>
        <translation>EPCI traversés</translation>
    </message>
    <message>
        <source>EPCI, SCoT, départements…: outlines over the systems.</source>
        <translation>EPCI, SCoT, départements…&#xa0;: contours tracés par-dessus les systèmes.</translation>
    </message>
    <message>
        <source>Each establishment is left out for one reason only, in this order: malformed row, sole trader, closed, public body, holding, firm with too many establishments, the seat itself, no active seat, no staff, then a place that leads to no unit.</source>
        <translation>Chaque établissement est écarté pour un seul motif, dans cet ordre&#xa0;: ligne mal formée, entrepreneur individuel, fermé, organisme public, holding, entreprise aux établissements trop nombreux, le siège lui-même, aucun siège actif, aucun salarié, puis un lieu qui ne mène à aucune unité.</translation>
    </message>
    <message>
        <source>Each flow goes from the place of a seat to the place of other active establishments of the firm, and counts {weight}.</source>
        <translation>Chaque flux va du lieu d’un siège à celui d’autres établissements actifs de l’entreprise, et compte&#xa0;: {weight}.</translation>
    </message>
    <message>
        <source>Each kind was left out in turn, at the present threshold. The systems owe most to “{kind}”: without it, the adjusted Rand index with the present ones is {index}.</source>
        <translation>Chaque type a été écarté tour à tour, au seuil actuel. C’est à «&#xa0;{kind}&#xa0;» que les systèmes doivent le plus&#xa0;: sans ce type, l’indice de Rand ajusté avec les systèmes actuels est de {index}.</translation>
    </message>
    <message>
        <source>Each kind was left out in turn, at the present threshold: whichever is missing, no link reaches it, and no system is left. Try a lower threshold to see what each kind changes.</source>
        <translation>Chaque type a été écarté tour à tour, au seuil actuel&#xa0;: quel que soit celui qui manque, aucun lien n’atteint plus le seuil et il ne reste aucun système. Essayez un seuil plus bas pour voir ce que change chaque type.</translation>
    </message>
    <message>
        <source>Each layer comes from “Compute links”. Only selected links are read. For each kind, the field s_… says whether it selects the link, r_… how strong it is there, 0 to 1.</source>
        <translation>Chaque couche provient de «&#xa0;Calculer les liens&#xa0;». Seuls les liens retenus sont lus. Pour chaque type, le champ s_… dit si le lien y est retenu, le champ r_… quelle y est sa force, de 0 à 1.</translation>
    </message>
    <message>
        <source>Each merge of intramax, in order.</source>
        <translation>Chaque fusion d’intramax, dans l’ordre.</translation>
    </message>
    <message>
        <source>Each pair of towns of a project weighs 1.</source>
        <translation>Chaque paire de villes d’un projet pèse 1.</translation>
    </message>
    <message>
        <source>Each participation is kept, or left out for one reason, the first that applies. The flows have no direction, one row a pair of units: tick “Flows without direction” when you compute links.</source>
        <translation>Chaque participation est gardée, ou écartée pour un seul motif, le premier qui s’applique. Les flux n’ont pas de sens, une ligne par paire d’unités&#xa0;: cochez «&#xa0;Flux non orientés&#xa0;» en calculant les liens.</translation>
    </message>
    <message>
        <source>Each run gives the number of systems, the units covered, the largest system, the share of the intensity inside systems, and how much the division looks like the reference (adjusted Rand index: 1 when they are the same, about 0 by chance).</source>
        <translation>Chaque essai donne le nombre de systèmes, les unités couvertes, le plus grand système, la part de l’intensité interne aux systèmes, et la ressemblance du découpage avec la référence (indice de Rand ajusté&#xa0;: 1 s’ils sont identiques, environ 0 s’ils ne se ressemblent que par hasard).</translation>
    </message>
    <message>
        <source>Each unit has one partner: a town between two systems is given to one of them, and the weights decide who leads.</source>
        <translation>Chaque unité n’a qu’un partenaire&#xa0;: une ville entre deux systèmes est attribuée à l’un d’eux, et les poids décident qui domine.</translation>
    </message>
    <message>
        <source>Each unit joins its strongest partner over the threshold when that partner is larger; a system is the tree that these attachments make, and its root is the centre.</source>
        <translation>Parmi les liens qui atteignent le seuil, chaque unité rejoint son partenaire le plus lié quand il est plus grand qu’elle&#x202f;; un système est l’arbre que forment ces rattachements, et sa racine en est le centre.</translation>
    </message>
    <message>
        <source>Effect of distance (gravity)</source>
        <translation>Effet de la distance (gravity)</translation>
    </message>
    <message>
        <source>Effective number</source>
        <translation>Nombre effectif</translation>
    </message>
    <message>
        <source>Effective number: 1 over the sum of the squares of the shares, “outside” left aside.</source>
        <translation>Nombre effectif&#xa0;: inverse de la somme des carrés des parts, la part hors de tout périmètre mise de côté.</translation>
    </message>
    <message>
        <source>Employees</source>
        <translation>Salariés</translation>
    </message>
    <message>
        <source>Employees of the open staff band</source>
        <translation>Salariés de la tranche d’effectif ouverte</translation>
    </message>
    <message>
        <source>Empty: the one of the layout.</source>
        <translation>Vide&#xa0;: celle que prévoit la structure choisie.</translation>
    </message>
    <message>
        <source>End</source>
        <translation>Extrémité</translation>
    </message>
    <message>
        <source>End that receives the money</source>
        <translation>Extrémité qui reçoit l’argent</translation>
    </message>
    <message>
        <source>End where the value is read</source>
        <translation>Extrémité où la valeur est lue</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Enough for an area of the target size, from 0 to 1.</source>
        <translation>Suffit à un bassin de la taille cible&#x202f;; de 0 à 1.</translation>
    </message>
    <message>
        <source>Establishments</source>
        <translation>Établissements</translation>
    </message>
    <message>
        <source>Establishments of 10,000 employees and more count for {staff}.</source>
        <translation>Les établissements de 10 000 salariés et plus comptent pour {staff}.</translation>
    </message>
    <message>
        <source>Establishments with a seat whose staff is unknown or none</source>
        <translation>Établissements avec un siège, dont l’effectif est inconnu ou nul</translation>
    </message>
    <message>
        <source>Every figure comes from a run of the exercise through Alliance.</source>
        <translation>Chaque chiffre vient d’une exécution de l’exercice par Alliance.</translation>
    </message>
    <message>
        <source>Every flow of the exercise is simulated: quote none of its figures about Brittany.</source>
        <translation>Tous les flux de l’exercice sont simulés&#xa0;: ne citez aucun de ses chiffres à propos de la Bretagne.</translation>
    </message>
    <message>
        <source>Every row read is either kept or counted below with its reason.</source>
        <translation>Chaque ligne lue est soit conservée, soit comptée ci-dessous avec son motif.</translation>
    </message>
    <message>
        <source>Every row read is kept.</source>
        <translation>Toutes les lignes lues sont conservées.</translation>
    </message>
    <message>
        <source>Every strong pair shares a framework of cooperation ({names}).</source>
        <translation>Toutes les paires fortes partagent un cadre de coopération ({names}).</translation>
    </message>
    <message>
        <source>Excluded units</source>
        <translation>Unités exclues</translation>
    </message>
    <message>
        <source>Excluded units leave the flows before links are selected; their own links are kept apart with the scale “excluded”.</source>
        <translation>Les unités exclues sont retirées des flux avant la sélection des liens&#x202f;; leurs propres liens sont conservés à part, avec l’échelle «&#xa0;excluded&#xa0;».</translation>
    </message>
    <message>
        <source>Excluded units, Paris for instance, leave the flows before links are selected, so that a town shows its first partner nearby; their own links come from a selection with everyone, and are added. The counts are those of the other links.</source>
        <translation>Les unités exclues, Paris par exemple, sont retirées des flux avant la sélection des liens&#xa0;: une ville montre ainsi son premier partenaire proche. Leurs propres liens, ajoutés ensuite, viennent d’une sélection où toutes les unités sont présentes. Les effectifs sont ceux des autres liens.</translation>
    </message>
    <message>
        <source>Exercise</source>
        <translation>Exercice</translation>
    </message>
    <message>
        <source>Exercise: systems of towns in Brittany ({mark})</source>
        <translation>Exercice&#xa0;: les systèmes de villes de Bretagne ({mark})</translation>
    </message>
    <message>
        <source>Explodes on tiny flows, so a minimum volume is required; it needs distances, and internal flows never count.</source>
        <translation>S’emballe sur les très petits flux, d’où un volume minimal obligatoire&#x202f;; demande des distances, et les flux internes ne comptent jamais.</translation>
    </message>
    <message>
        <source>Explodes on tiny flows, so a minimum volume is required; neighbours always stand out, and internal flows never count.</source>
        <translation>S’emballe sur les très petits flux, d’où un volume minimal obligatoire&#x202f;; les voisins ressortent toujours, et les flux internes ne comptent jamais.</translation>
    </message>
    <message>
        <source>Explore</source>
        <translation>Explorer</translation>
    </message>
    <message>
        <source>Exponent of the distance</source>
        <translation>Exposant de la distance</translation>
    </message>
    <message>
        <source>Exponent of the distance, chosen</source>
        <translation>Exposant de la distance, choisi</translation>
    </message>
    <message>
        <source>Extracts on second homes (commune_rs, commune_proprietaire, nb_logements) go from the commune of the owner to that of the second home. Their blank or “s” cells are secret: under 11 dwellings, missing and not 0.</source>
        <translation>Les extraits sur les résidences secondaires (commune_rs, commune_proprietaire, nb_logements) vont de la commune du propriétaire à celle de la résidence secondaire. Leurs cellules vides ou «&#xa0;s&#xa0;» sont secrètes&#xa0;: moins de 11 logements, valeurs manquantes et non nulles.</translation>
    </message>
    <message>
        <source>Farther units get no share; 0 for no limit.</source>
        <translation>Les unités plus éloignées n’ont pas de part&#x202f;; 0&#xa0;: sans limite.</translation>
    </message>
    <message>
        <source>Features of “{layer}” without a code, left out: {count}.</source>
        <translation>Entités de «&#xa0;{layer}&#xa0;» sans code, écartées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Features of “{layer}” without a code, or without a shape that can be placed beside the units, left out: {count}.</source>
        <translation>Entités de «&#xa0;{layer}&#xa0;» sans code, ou sans géométrie comparable à celle des unités, écartées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Field of the codes that the flows use. Codes are read as text.</source>
        <translation>Champ des codes utilisés dans les flux. Les codes sont lus comme du texte.</translation>
    </message>
    <message>
        <source>Field of the codes; polygons of one code are taken together.</source>
        <translation>Champ des codes&#x202f;; les polygones de même code sont réunis.</translation>
    </message>
    <message>
        <source>Field of the names; without it, codes stand for names.</source>
        <translation>Champ des noms&#x202f;; à défaut, les codes tiennent lieu de noms.</translation>
    </message>
    <message>
        <source>Field of the table that holds the code of the unit.</source>
        <translation>Champ de la table qui contient le code de l’unité.</translation>
    </message>
    <message>
        <source>Field “{column}” of “{layer}” holds “{value}”, which is not a number.</source>
        <translation>Le champ «&#xa0;{column}&#xa0;» de «&#xa0;{layer}&#xa0;» contient «&#xa0;{value}&#xa0;», qui n’est pas un nombre.</translation>
    </message>
    <message>
        <source>File</source>
        <translation>Fichier</translation>
    </message>
    <message>
        <source>File of CORDIS, one row a participation, or the archive that holds it; older layouts too.</source>
        <translation>Fichier de CORDIS, une ligne par participation, ou l’archive qui le contient&#x202f;; les anciens formats aussi.</translation>
    </message>
    <message>
        <source>File of flows</source>
        <translation>Fichier de flux</translation>
    </message>
    <message>
        <source>File to print</source>
        <translation>Fichier à imprimer</translation>
    </message>
    <message>
        <source>Files of INSEE (commuting, studies, migration, detail files) are recognised by their columns; for any other table, name the three columns. Encoding, separator, decimal comma and compression are found by themselves. Codes stay text.</source>
        <translation>Les fichiers de l’Insee (navettes, études, migrations, fichiers détail) sont reconnus à leurs colonnes&#x202f;; pour toute autre table, indiquez les trois colonnes. L’encodage, le séparateur, la virgule décimale et la compression sont reconnus automatiquement. Les codes restent du texte.</translation>
    </message>
    <message>
        <source>Files to build links from</source>
        <translation>Fichiers dont on tire des liens</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtre</translation>
    </message>
    <message>
        <source>Find alliances</source>
        <translation>Repérer les alliances</translation>
    </message>
    <message>
        <source>Find systems</source>
        <translation>Trouver les systèmes</translation>
    </message>
    <message>
        <source>Find the perimeter that fits, and the cooperation that is missing.</source>
        <translation>Trouver le périmètre qui convient, et la coopération qui manque.</translation>
    </message>
    <message>
        <source>Finds the groups of towns that cumulated links hold together, and draws them.</source>
        <translation>Trouve les groupes de villes que les liens cumulés font tenir ensemble, et les dessine.</translation>
    </message>
    <message>
        <source>Finds the systems again for other thresholds, and without each kind of link in turn.</source>
        <translation>Délimite à nouveau les systèmes avec d’autres seuils, puis sans chacun des types de liens tour à tour.</translation>
    </message>
    <message>
        <source>Firms with an establishment beside the seat</source>
        <translation>Entreprises qui ont un établissement hors du siège</translation>
    </message>
    <message>
        <source>Firms with more active establishments are left out: the post, the railways…</source>
        <translation>Les entreprises qui ont plus d’établissements actifs sont écartées&#xa0;: La Poste, la SNCF…</translation>
    </message>
    <message>
        <source>Firms with more than {count} active establishments are left out.</source>
        <translation>Les entreprises de plus de {count} établissements actifs sont écartées.</translation>
    </message>
    <message>
        <source>Firms with several seats, of which the first by code counts</source>
        <translation>Entreprises à plusieurs sièges, dont compte le premier par code</translation>
    </message>
    <message>
        <source>First day</source>
        <translation>Premier jour</translation>
    </message>
    <message>
        <source>First quartile</source>
        <translation>Premier quartile</translation>
    </message>
    <message>
        <source>First year</source>
        <translation>Première année</translation>
    </message>
    <message>
        <source>Flows</source>
        <translation>Flux</translation>
    </message>
    <message>
        <source>Flows (modelled)</source>
        <translation>Flux (modélisés)</translation>
    </message>
    <message>
        <source>Flows (optional)</source>
        <translation>Flux (facultatif)</translation>
    </message>
    <message>
        <source>Flows go one way between two different units; a link is a pair of units, and is selected when one of its flows is kept. Flows inside a unit are left out here.</source>
        <translation>Un flux va dans un seul sens entre deux unités différentes&#x202f;; un lien est une paire d’unités, retenu quand l’un de ses flux l’est. Les flux internes aux unités ne sont pas comptés ici.</translation>
    </message>
    <message>
        <source>Flows inside a unit count: give them, or self-containment is underestimated. Sizes are residents in work, the sum of all flows out of an area.</source>
        <translation>Les flux internes aux unités comptent&#xa0;: donnez-les, sinon l’autonomie (la part des flux qui restent sur place) est sous-estimée. La taille est le nombre d’actifs occupés résidents, somme de tous les flux partant d’un bassin, internes compris.</translation>
    </message>
    <message>
        <source>Flows kept</source>
        <translation>Flux retenus</translation>
    </message>
    <message>
        <source>Flows left out of the model: {count}, {share} % of the volume between units; their distance is unknown or beyond the maximum.</source>
        <translation>Flux laissés hors du modèle&#xa0;: {count}, soit {share}&#xa0;% du volume entre unités&#x202f;; leur distance est inconnue ou dépasse le maximum.</translation>
    </message>
    <message>
        <source>Flows made by “Load flows”: origin, dest, volume.</source>
        <translation>Flux produits par «&#xa0;Charger des flux&#xa0;»&#xa0;: origin, dest, volume.</translation>
    </message>
    <message>
        <source>Flows marked</source>
        <translation>Flux retenus</translation>
    </message>
    <message>
        <source>Flows of a PostgreSQL layer are summed inside their database, with the layer&apos;s filter; only codes and sums travel. The log says so.</source>
        <translation>Les flux d’une couche PostgreSQL sont additionnés dans leur base, avec le filtre de la couche&#x202f;; seuls les codes et les sommes circulent. Le journal le dit.</translation>
    </message>
    <message>
        <source>Flows of each kind</source>
        <translation>Flux de chaque type</translation>
    </message>
    <message>
        <source>Flows of less than {volume} second homes are left out.</source>
        <translation>Les flux inférieurs à {volume} (en résidences secondaires) sont écartés.</translation>
    </message>
    <message>
        <source>Flows of {value} and more are kept.</source>
        <translation>Les flux de {value} et plus sont retenus.</translation>
    </message>
    <message>
        <source>Flows of {volume} and more</source>
        <translation>Flux de {volume} et plus</translation>
    </message>
    <message>
        <source>Flows that chance would make with a probability under {value} are kept (disparity filter, seen from both ends).</source>
        <translation>Les flux que le hasard produirait avec une probabilité inférieure à {value} sont retenus (filtre de disparité, vu des deux extrémités).</translation>
    </message>
    <message>
        <source>Flows that make at least {value} of the outflows of their origin are kept.</source>
        <translation>Les flux qui font au moins {value} des flux sortants de leur origine sont retenus.</translation>
    </message>
    <message>
        <source>Flows that pass the volume expected by chance by more than {value} standard deviations are kept (noise-corrected backbone).</source>
        <translation>Les flux qui dépassent de plus de {value} écarts types le volume attendu du hasard sont retenus (ossature corrigée du bruit).</translation>
    </message>
    <message>
        <source>Flows that the rule marks</source>
        <translation>Flux retenus par la règle</translation>
    </message>
    <message>
        <source>Flows under the least volume are left out and counted. For the communes of a whole country, give a longest distance too: all pairs are a thousand million.</source>
        <translation>Les flux sous le volume minimal sont écartés et comptés. Pour les communes d’un pays entier, donnez aussi une distance maximale&#xa0;: tous les couples font plus d’un milliard.</translation>
    </message>
    <message>
        <source>Flows under {value} are left out.</source>
        <translation>Les flux de moins de {value} sont écartés.</translation>
    </message>
    <message>
        <source>Flows whose unit has no value are left out of the money, and their volume is given.</source>
        <translation>Les flux dont l’unité n’a pas de valeur ne comptent pas dans l’argent&#x202f;; leur volume est indiqué.</translation>
    </message>
    <message>
        <source>Flows without direction</source>
        <translation>Flux non orientés</translation>
    </message>
    <message>
        <source>Flows: {kind}</source>
        <translation>Flux&#xa0;: {kind}</translation>
    </message>
    <message>
        <source>Folder of the exercise</source>
        <translation>Dossier de l’exercice</translation>
    </message>
    <message>
        <source>Folder of the results</source>
        <translation>Dossier des résultats</translation>
    </message>
    <message>
        <source>For a cluster: tcp://host:8786. Every worker must find the file at the same path.</source>
        <translation>Pour une grappe de calcul&#xa0;: tcp://machine:8786. Chaque machine doit trouver le fichier au même chemin.</translation>
    </message>
    <message>
        <source>For a system and a perimeter: what they have in common, as a share of each; Jaccard (common part over the whole of both); overlap (common part over the smaller one). With flows: the share of the internal volume of the system that the perimeter holds, and the share of the volume of the perimeter that stays in the system.</source>
        <translation>Pour un système et un périmètre&#xa0;: ce qu’ils ont en commun, en part de chacun&#x202f;; l’indice de Jaccard (partie commune sur la réunion des deux)&#x202f;; le recouvrement (partie commune sur le plus petit des deux). Avec des flux&#xa0;: la part du volume interne du système que le périmètre contient, et la part du volume du périmètre qui reste dans le système.</translation>
    </message>
    <message>
        <source>For daily flows, which fade quickly with distance.</source>
        <translation>Pour les flux quotidiens, qui s’éteignent vite avec la distance.</translation>
    </message>
    <message>
        <source>For each pair of perimeters of one layer: the sum of the scores and intensities of the links between their units, the kinds of links, the mean distance, and the frameworks (SCoT, pôle, pays, contract) that both belong to.</source>
        <translation>Pour chaque paire de périmètres d’une même couche&#xa0;: la somme des scores et des intensités des liens entre leurs unités, les types de liens, la distance moyenne, et les cadres (SCoT, pôle, pays, contrat) auxquels les deux appartiennent.</translation>
    </message>
    <message>
        <source>For files saved by a spreadsheet: 1001 becomes 01001 where only that unit exists.</source>
        <translation>Pour les fichiers enregistrés par un tableur&#xa0;: 1001 devient 01001 si seule cette unité existe.</translation>
    </message>
    <message>
        <source>For flows of long range: migration, firms, research.</source>
        <translation>Pour les flux de longue portée&#xa0;: migrations, entreprises, recherche.</translation>
    </message>
    <message>
        <source>For flows, and links of one kind with “flow_ab” and “flow_ba”; each keeps to the right of its way.</source>
        <translation>Pour les flux, et les liens d’un seul type avec «&#xa0;flow_ab&#xa0;» et «&#xa0;flow_ba&#xa0;»&#x202f;; chacune tient la droite dans son sens.</translation>
    </message>
    <message>
        <source>For partnerships or rail supply: one row a pair stands for both directions.</source>
        <translation>Pour des partenariats ou une offre ferroviaire&#xa0;: une ligne par paire vaut pour les deux sens.</translation>
    </message>
    <message>
        <source>For tables that are already a choice: partnerships, supply of trains.</source>
        <translation>Pour des tables qui sont déjà un choix&#xa0;: partenariats, offre ferroviaire.</translation>
    </message>
    <message>
        <source>For the trainer</source>
        <translation>Pour le formateur</translation>
    </message>
    <message>
        <source>Foreign countries, for instance: they stay as ends without geometry.</source>
        <translation>Des pays étrangers, par exemple&#xa0;: ils restent comme extrémités sans géométrie.</translation>
    </message>
    <message>
        <source>Form of the links</source>
        <translation>Tracé des liens</translation>
    </message>
    <message>
        <source>Found by the name alone</source>
        <translation>Trouvées par le seul nom</translation>
    </message>
    <message>
        <source>Framework tables name, in the same columns for all, the framework and what it holds: units, perimeters, or smaller units that the lookup table sends to units. Without a table nothing is marked as missing.</source>
        <translation>Les tables de cadres indiquent, dans des colonnes communes à toutes, le cadre et ce qu’il contient&#xa0;: des unités, des périmètres, ou des unités plus petites que la table de correspondance rattache aux unités. Sans table, rien n’est signalé comme manquant.</translation>
    </message>
    <message>
        <source>Frameworks of cooperation</source>
        <translation>Cadres de coopération</translation>
    </message>
    <message>
        <source>Frameworks shared</source>
        <translation>Cadres communs</translation>
    </message>
    <message>
        <source>Frameworks: code of the framework</source>
        <translation>Cadres&#xa0;: code du cadre</translation>
    </message>
    <message>
        <source>Frameworks: code of the unit</source>
        <translation>Cadres&#xa0;: code de l’unité</translation>
    </message>
    <message>
        <source>Frameworks: name of the framework</source>
        <translation>Cadres&#xa0;: nom du cadre</translation>
    </message>
    <message>
        <source>From</source>
        <translation>De</translation>
    </message>
    <message>
        <source>From 1 to 3 almost nothing changes: what the map shows does not hang on the threshold. At 4 nearly half of the towns leave, at 5 a few cores are left. A threshold of 2 or 3 can be defended: a link must be one of several kinds, and almost every town still has its place.</source>
        <translation>De 1 à 3, presque rien ne change&#xa0;: ce que montre la carte ne tient pas au seuil. À 4, près de la moitié des villes s’en vont&#x202f;; à 5, il ne reste que quelques noyaux. Un seuil de 2 ou de 3 se défend&#xa0;: un lien doit relever de plusieurs types, et presque chaque ville garde sa place.</translation>
    </message>
    <message>
        <source>From figures to what you would say.</source>
        <translation>Des chiffres à ce que vous diriez.</translation>
    </message>
    <message>
        <source>From one unit to the other; fewer make no link.</source>
        <translation>D’une unité à l’autre&#x202f;; en dessous, pas de lien.</translation>
    </message>
    <message>
        <source>From this size on, the minimum self-containment is enough.</source>
        <translation>À partir de cette taille, l’autonomie minimale suffit.</translation>
    </message>
    <message>
        <source>From {low} to {high} the systems stay much the same (adjusted Rand index of {index} and more, a limit of ours).</source>
        <translation>De {low} à {high}, les systèmes restent à peu près les mêmes (indice de Rand ajusté de {index} et plus, limite qui nous est propre).</translation>
    </message>
    <message>
        <source>Further figures</source>
        <translation>Autres chiffres</translation>
    </message>
    <message>
        <source>Gain (points)</source>
        <translation>Gain (points)</translation>
    </message>
    <message>
        <source>Gain in self-containment if the unit moved, in points: the largest gains.</source>
        <translation>Gain d’autonomie si l’unité changeait de périmètre, en points&#xa0;: les plus grands gains.</translation>
    </message>
    <message>
        <source>Gaps vanish: a giant and its runner-up become neighbours.</source>
        <translation>Les écarts s’effacent&#xa0;: un géant et son second deviennent voisins.</translation>
    </message>
    <message>
        <source>Give codes their leading zeros back</source>
        <translation>Rétablir les zéros initiaux des codes</translation>
    </message>
    <message>
        <source>Give the layers that you have; their data are not changed, and the styles can be changed by hand afterwards. Layers of the project are put in the order of a map: units over links, links over perimeters and systems.</source>
        <translation>Donnez les couches dont vous disposez&#x202f;; leurs données ne sont pas modifiées, et les styles peuvent ensuite être changés à la main. Les couches du projet sont rangées dans l’ordre d’une carte&#xa0;: les unités sur les liens, les liens sur les périmètres et les systèmes.</translation>
    </message>
    <message>
        <source>Gives each kind the same total to share out.</source>
        <translation>Donne à chaque type le même total à répartir.</translation>
    </message>
    <message>
        <source>Gives every unit its say: each one keeps its main partners.</source>
        <translation>Donne voix à chaque unité&#xa0;: chacune garde ses principaux partenaires.</translation>
    </message>
    <message>
        <source>Gives systems with a centre and a hierarchy, and does not chain a whole country together.</source>
        <translation>Donne des systèmes qui ont un centre et une hiérarchie, sans enchaîner tout un pays.</translation>
    </message>
    <message>
        <source>Gives the whole tree of merges: cut it where you need regions.</source>
        <translation>Donne tout l’arbre des fusions&#xa0;: coupez-le où il vous faut des régions.</translation>
    </message>
    <message>
        <source>Go back to the three groups that you drew at the start.</source>
        <translation>Revenez aux trois groupes dessinés au début.</translation>
    </message>
    <message>
        <source>Go to a place that you know with the spatial bookmarks of the menu View; the button below shows the whole again.</source>
        <translation>Allez à un endroit que vous connaissez avec les signets spatiaux du menu Vue&#x202f;; le bouton ci-dessous remontre l’ensemble.</translation>
    </message>
    <message>
        <source>Groups: siren of the firm</source>
        <translation>Groupes&#xa0;: siren de l’entreprise</translation>
    </message>
    <message>
        <source>Groups: siren of the head</source>
        <translation>Groupes&#xa0;: siren de la tête</translation>
    </message>
    <message>
        <source>Half arrows each way</source>
        <translation>Demi-flèches dans chaque sens</translation>
    </message>
    <message>
        <source>Headquarters links</source>
        <translation>Liens siège-établissements</translation>
    </message>
    <message>
        <source>Height: number of links of each value; those that reach the threshold stand out. Click to choose a threshold.</source>
        <translation>Hauteur&#xa0;: nombre de liens de chaque valeur&#x202f;; ceux qui atteignent le seuil ressortent. Cliquez pour choisir un seuil.</translation>
    </message>
    <message>
        <source>Held</source>
        <translation>Part</translation>
    </message>
    <message>
        <source>Highest score</source>
        <translation>Score le plus élevé</translation>
    </message>
    <message>
        <source>Holdings and real-estate partnerships are left out.</source>
        <translation>Les holdings et les sociétés civiles immobilières sont écartées.</translation>
    </message>
    <message>
        <source>Holds towns apart in one outline, as tight as its widest gap allows.</source>
        <translation>Réunit des villes séparées dans un seul contour, aussi serré que le permet l’écart le plus large.</translation>
    </message>
    <message>
        <source>Homogeneity</source>
        <translation>Homogénéité</translation>
    </message>
    <message>
        <source>Homonyms given to the largest commune</source>
        <translation>Homonymes donnés à la plus grande commune</translation>
    </message>
    <message>
        <source>Homonyms that nothing tells apart went to the largest commune: it is a guess, which a table of names can correct.</source>
        <translation>Les homonymes que rien ne départage sont allés à la plus grande commune&#xa0;: c’est une supposition, qu’une table de noms peut corriger.</translation>
    </message>
    <message>
        <source>Homonyms told apart by the NUTS code</source>
        <translation>Homonymes départagés par le code NUTS</translation>
    </message>
    <message>
        <source>Homonyms told apart by the post code</source>
        <translation>Homonymes départagés par le code postal</translation>
    </message>
    <message>
        <source>How do you read the adjusted Rand index (ARI)?</source>
        <translation>Comment lisez-vous l’indice de Rand ajusté (ARI)&#x202f;?</translation>
    </message>
    <message>
        <source>How intensities of different kinds are made comparable.</source>
        <translation>Façon de rendre comparables les intensités de types différents.</translation>
    </message>
    <message>
        <source>How links are weighed and selected</source>
        <translation>Mesure et sélection des liens</translation>
    </message>
    <message>
        <source>How links make systems.</source>
        <translation>Façon dont les liens forment des systèmes.</translation>
    </message>
    <message>
        <source>How links were selected, cumulated and grouped.</source>
        <translation>Comment les liens ont été sélectionnés, cumulés et regroupés.</translation>
    </message>
    <message>
        <source>How many EPCI does the system of Brest cross, and what share of its commuters crosses a limit?</source>
        <translation>Combien d’EPCI le système de Brest traverse-t-il, et quelle part de ses navetteurs franchit une limite&#x202f;?</translation>
    </message>
    <message>
        <source>How many flows does each rule mark, and what share of the commuters is on the links that are kept?</source>
        <translation>Combien de flux chaque règle retient-elle, et quelle part des navetteurs est sur les liens retenus&#x202f;?</translation>
    </message>
    <message>
        <source>How many rows are left out, and for which reasons?</source>
        <translation>Combien de lignes sont écartées, et pour quels motifs&#x202f;?</translation>
    </message>
    <message>
        <source>How many systems each threshold gives, and what share of the units they cover. Where the lines are flat, the systems owe little to the threshold.</source>
        <translation>Nombre de systèmes que donne chaque seuil, et part des unités qu’ils couvrent. Là où les courbes sont plates, les systèmes doivent peu au seuil.</translation>
    </message>
    <message>
        <source>How many systems, and how many towns, at each threshold?</source>
        <translation>Combien de systèmes, et combien de villes, à chaque seuil&#x202f;?</translation>
    </message>
    <message>
        <source>How many towns have no link left with each rule? Whom does a minimum volume favour?</source>
        <translation>Combien de villes n’ont plus de lien avec chaque règle&#x202f;? Qui un volume minimal favorise-t-il&#x202f;?</translation>
    </message>
    <message>
        <source>How the gravity model lets flows fall with distance.</source>
        <translation>Façon dont le modèle gravitaire fait décroître les flux avec la distance.</translation>
    </message>
    <message>
        <source>How the strength of a link is measured.</source>
        <translation>Façon de mesurer la force d’un lien.</translation>
    </message>
    <message>
        <source>How these links were built</source>
        <translation>Comment ces liens ont été construits</translation>
    </message>
    <message>
        <source>How to read it</source>
        <translation>Comment le lire</translation>
    </message>
    <message>
        <source>How units make regions.</source>
        <translation>Façon dont les unités forment des régions.</translation>
    </message>
    <message>
        <source>IGN: Admin Express</source>
        <translation>IGN&#xa0;: Admin Express</translation>
    </message>
    <message>
        <source>INSEE, detail file (one row a person)</source>
        <translation>Insee, fichier détail (une ligne par personne)</translation>
    </message>
    <message>
        <source>INSEE, home to study</source>
        <translation>Insee, domicile-étude</translation>
    </message>
    <message>
        <source>INSEE, home to work</source>
        <translation>Insee, domicile-travail</translation>
    </message>
    <message>
        <source>INSEE, residential migration</source>
        <translation>Insee, migrations résidentielles</translation>
    </message>
    <message>
        <source>INSEE: commuting (home to work)</source>
        <translation>Insee&#xa0;: domicile-travail</translation>
    </message>
    <message>
        <source>INSEE: events on communes</source>
        <translation>Insee&#xa0;: événements sur les communes</translation>
    </message>
    <message>
        <source>INSEE: home to study</source>
        <translation>Insee&#xa0;: domicile-étude</translation>
    </message>
    <message>
        <source>INSEE: residential migration</source>
        <translation>Insee&#xa0;: migrations résidentielles</translation>
    </message>
    <message>
        <source>INSEE: second homes and population by commune</source>
        <translation>Insee&#xa0;: résidences secondaires et population par commune</translation>
    </message>
    <message>
        <source>INSEE: table of passage of communes</source>
        <translation>Insee&#xa0;: table de passage des communes</translation>
    </message>
    <message>
        <source>INSEE: zonings by commune</source>
        <translation>Insee&#xa0;: zonages par commune</translation>
    </message>
    <message>
        <source>Identifiers (PIC) of the organisations whose address is a legal seat; empty: CNRS, CEA, INSERM, INRAE and INRIA.</source>
        <translation>Identifiants (PIC) des organismes dont l’adresse est un siège&#x202f;; vide&#xa0;: CNRS, CEA, INSERM, INRAE et INRIA.</translation>
    </message>
    <message>
        <source>In a bipolar system, the first two units touch at least this share of the internal intensity.</source>
        <translation>Dans un système bipolaire, les deux premières unités touchent au moins cette part de l’intensité interne.</translation>
    </message>
    <message>
        <source>In a mesh, at least this share of the pairs of units is linked, and the links make a cycle.</source>
        <translation>Dans un maillage, au moins cette part des paires d’unités est liée, et les liens forment un cycle.</translation>
    </message>
    <message>
        <source>In a project of n towns, each pair weighs 1/(n − 1) (Newman 2001): a town shares 1 among its partners.</source>
        <translation>Dans un projet de n villes, chaque paire pèse 1/(n − 1) (Newman 2001)&#xa0;: une ville partage 1 entre ses partenaires.</translation>
    </message>
    <message>
        <source>In a project of n towns, each pair weighs 2/(n(n − 1)): a project weighs 1 in all.</source>
        <translation>Dans un projet de n villes, chaque paire pèse 2/(n(n − 1))&#xa0;: un projet pèse 1 en tout.</translation>
    </message>
    <message>
        <source>In a project of n towns: 1/(n − 1), 1, or 2/(n(n − 1)).</source>
        <translation>Dans un projet de n villes&#xa0;: 1/(n − 1), 1 ou 2/(n(n − 1)).</translation>
    </message>
    <message>
        <source>In a star, the first unit touches at least this share of the internal intensity.</source>
        <translation>Dans une étoile, la première unité touche au moins cette part de l’intensité interne.</translation>
    </message>
    <message>
        <source>In a star, the first unit weighs at least this many times the second; below, the system may be bipolar.</source>
        <translation>Dans une étoile, la première unité pèse au moins tant de fois la deuxième&#x202f;; en dessous, le système peut être bipolaire.</translation>
    </message>
    <message>
        <source>In flows</source>
        <translation>En flux</translation>
    </message>
    <message>
        <source>In links</source>
        <translation>En liens</translation>
    </message>
    <message>
        <source>In pairs, answer the questions; then each pair tells one.</source>
        <translation>À deux, répondez aux questions&#x202f;; puis chaque binôme en raconte une.</translation>
    </message>
    <message>
        <source>In which the projects kept start; 0 for no limit.</source>
        <translation>Année où commencent les projets gardés&#x202f;; 0 pour aucune limite.</translation>
    </message>
    <message>
        <source>Index</source>
        <translation>Indice</translation>
    </message>
    <message>
        <source>Inside each kind, intensities are divided by the largest of the kind.</source>
        <translation>À l’intérieur de chaque type, les intensités sont divisées par la plus grande.</translation>
    </message>
    <message>
        <source>Inside each kind, intensities are divided by the sum over the kind.</source>
        <translation>À l’intérieur de chaque type, les intensités sont divisées par leur somme.</translation>
    </message>
    <message>
        <source>Inside each kind, intensities are replaced by their rank, from 0 to 1.</source>
        <translation>À l’intérieur de chaque type, les intensités sont remplacées par leur rang, de 0 à 1.</translation>
    </message>
    <message>
        <source>Inside which perimeter do you work every day?</source>
        <translation>Dans quel périmètre travaillez-vous tous les jours&#x202f;?</translation>
    </message>
    <message>
        <source>Intensity</source>
        <translation>Intensité</translation>
    </message>
    <message>
        <source>Intensity inside</source>
        <translation>Intensité interne</translation>
    </message>
    <message>
        <source>Intensity of a link</source>
        <translation>Intensité d’un lien</translation>
    </message>
    <message>
        <source>Intensity {value}</source>
        <translation>Intensité {value}</translation>
    </message>
    <message>
        <source>Intermediate</source>
        <translation>Relais</translation>
    </message>
    <message>
        <source>Interurban systems</source>
        <translation>Systèmes interurbains</translation>
    </message>
    <message>
        <source>Intramax</source>
        <translation>Intramax</translation>
    </message>
    <message>
        <source>It gives each station the code of its commune: a layer, or a csv file. SNCF publishes one.</source>
        <translation>Elle donne à chaque gare le code de sa commune&#xa0;: une couche, ou un fichier csv. La SNCF en publie une.</translation>
    </message>
    <message>
        <source>It is made when it does not exist.</source>
        <translation>Il est créé s’il n’existe pas.</translation>
    </message>
    <message>
        <source>It may be earlier than that of the file.</source>
        <translation>Elle peut précéder celle du fichier.</translation>
    </message>
    <message>
        <source>Its name: commuting, migration, partnerships…</source>
        <translation>Son nom&#xa0;: navettes, migrations, partenariats…</translation>
    </message>
    <message>
        <source>Its scale depends on the measure, the units and the margins: a threshold does not carry over to other data.</source>
        <translation>Son échelle dépend de la mesure, des unités et des marges&#xa0;: un seuil ne se transpose pas à d’autres données.</translation>
    </message>
    <message>
        <source>Its share</source>
        <translation>Sa part</translation>
    </message>
    <message>
        <source>Its strongest links</source>
        <translation>Ses liens les plus forts</translation>
    </message>
    <message>
        <source>Its units</source>
        <translation>Ses unités</translation>
    </message>
    <message>
        <source>JSON file that describes the run.</source>
        <translation>Fichier JSON qui décrit le calcul.</translation>
    </message>
    <message>
        <source>Jaccard</source>
        <translation>Jaccard</translation>
    </message>
    <message>
        <source>Keep codes that are not units</source>
        <translation>Conserver les codes qui ne sont pas des unités</translation>
    </message>
    <message>
        <source>Keep stations that lead to no unit</source>
        <translation>Garder les gares qui ne mènent à aucune unité</translation>
    </message>
    <message>
        <source>Keeps a link only if the rule marks it from both ends.</source>
        <translation>Ne retient un lien que si la règle le retient depuis ses deux extrémités.</translation>
    </message>
    <message>
        <source>Keeps flows above what the sizes of both ends and the noise of small counts explain.</source>
        <translation>Retient les flux supérieurs à ce qu’expliquent la taille des deux extrémités et le bruit des petits effectifs.</translation>
    </message>
    <message>
        <source>Keeps proportions inside a kind: twice as strong counts twice.</source>
        <translation>Garde les proportions dans un type&#xa0;: deux fois plus fort compte deux fois plus.</translation>
    </message>
    <message>
        <source>Keeps the volume that you decide with the fewest flows.</source>
        <translation>Retient le volume que vous décidez avec le moins de flux possible.</translation>
    </message>
    <message>
        <source>Keeps what matters to the origin: the usual criterion of commuting zones.</source>
        <translation>Retient ce qui compte pour l’origine&#xa0;: le critère habituel des zonages fondés sur les navettes.</translation>
    </message>
    <message>
        <source>Keeps what stands out among the flows of either end, for small towns as for large ones.</source>
        <translation>Retient ce qui ressort parmi les flux de l’une ou l’autre extrémité, pour les petites villes comme pour les grandes.</translation>
    </message>
    <message>
        <source>Kept</source>
        <translation>Retenus</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Kind left out</source>
        <translation>Type écarté</translation>
    </message>
    <message>
        <source>Kind of link</source>
        <translation>Type de liens</translation>
    </message>
    <message>
        <source>Kind of link “{kind}”: {message}</source>
        <translation>Type de liens «&#xa0;{kind}&#xa0;»&#xa0;: {message}</translation>
    </message>
    <message>
        <source>Kind of links</source>
        <translation>Type de liens</translation>
    </message>
    <message>
        <source>Kind of links left out</source>
        <translation>Type de liens mis de côté</translation>
    </message>
    <message>
        <source>Kinds of links</source>
        <translation>Types de liens</translation>
    </message>
    <message>
        <source>Kinds of links against each other</source>
        <translation>Types de liens comparés entre eux</translation>
    </message>
    <message>
        <source>Kinds of links weighed, selected and cumulated: {kinds}, between {units} units; systems were then found by the method “{method}”.</source>
        <translation>Types de liens mesurés, sélectionnés et cumulés&#xa0;: {kinds}, entre {units} unités&#x202f;; les systèmes ont ensuite été délimités par la méthode «&#xa0;{method}&#xa0;».</translation>
    </message>
    <message>
        <source>Kinds that keep each unit with its centre</source>
        <translation>Types qui laissent chaque unité avec son centre</translation>
    </message>
    <message>
        <source>Kinds that keep it</source>
        <translation>Types qui l’y laissent</translation>
    </message>
    <message>
        <source>Kinds that keep the unit with its centre</source>
        <translation>Types qui laissent l’unité avec son centre</translation>
    </message>
    <message>
        <source>Know the ground</source>
        <translation>Connaître le terrain</translation>
    </message>
    <message>
        <source>Know what holds, and what depends on a threshold.</source>
        <translation>Savoir ce qui tient, et ce qui dépend d’un seuil.</translation>
    </message>
    <message>
        <source>Know what was read and what was left out, before you trust a map.</source>
        <translation>Savoir ce qui est lu et ce qui est écarté, avant de se fier à une carte.</translation>
    </message>
    <message>
        <source>Large projects link everybody to everybody: those of more participations than the maximum, all countries counted, are left out.</source>
        <translation>Les grands projets relient tout le monde à tout le monde&#xa0;: ceux qui ont plus de participations que le maximum, tous pays comptés, sont écartés.</translation>
    </message>
    <message>
        <source>Large units come first whatever their ties: it measures size as well.</source>
        <translation>Les grandes unités viennent en tête quels que soient leurs liens&#xa0;: il mesure aussi la taille.</translation>
    </message>
    <message>
        <source>Larger projects are left out; 0 for no limit.</source>
        <translation>Les projets plus grands sont écartés&#x202f;; 0 pour aucune limite.</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>Maximum</translation>
    </message>
    <message>
        <source>Largest links</source>
        <translation>Plus grands liens</translation>
    </message>
    <message>
        <source>Last day</source>
        <translation>Dernier jour</translation>
    </message>
    <message>
        <source>Last year</source>
        <translation>Dernière année</translation>
    </message>
    <message>
        <source>Layer made by “Detect interurban systems”.</source>
        <translation>Couche produite par «&#xa0;Délimiter les systèmes interurbains&#xa0;».</translation>
    </message>
    <message>
        <source>Layer or table of flows, one row a directed pair; a csv also.</source>
        <translation>Couche ou table de flux, une ligne par couple origine-destination&#x202f;; ou un fichier csv.</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>Couches</translation>
    </message>
    <message>
        <source>Layers from the network</source>
        <translation>Couches par le réseau</translation>
    </message>
    <message>
        <source>Layers made by “Compute links” or “Cumulate links”.</source>
        <translation>Couches produites par «&#xa0;Calculer les liens&#xa0;» ou «&#xa0;Cumuler les liens&#xa0;».</translation>
    </message>
    <message>
        <source>Layers made by “Compute links”.</source>
        <translation>Couches produites par «&#xa0;Calculer les liens&#xa0;».</translation>
    </message>
    <message>
        <source>Layout</source>
        <translation>Mise en page</translation>
    </message>
    <message>
        <source>Layout of the file</source>
        <translation>Structure du fichier</translation>
    </message>
    <message>
        <source>Least stable units ({count})</source>
        <translation>Unités les moins stables ({count})</translation>
    </message>
    <message>
        <source>Least trains a week</source>
        <translation>Nombre minimal de trains par semaine</translation>
    </message>
    <message>
        <source>Least volume of a flow</source>
        <translation>Volume minimal d’un flux</translation>
    </message>
    <message>
        <source>Leave out coaches, metros, trams and boats, by the type of their route.</source>
        <translation>Écarter les autocars, métros, tramways et bateaux, d’après le type de leur ligne.</translation>
    </message>
    <message>
        <source>Leave out holdings and real-estate partnerships</source>
        <translation>Écarter les holdings et les sociétés civiles immobilières</translation>
    </message>
    <message>
        <source>Leave out public bodies</source>
        <translation>Écarter les organismes publics</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>Écarté</translation>
    </message>
    <message>
        <source>Legal category 7xxx, or activity in section O of the NAF.</source>
        <translation>Catégorie juridique 7xxx, ou activité de la section O de la NAF.</translation>
    </message>
    <message>
        <source>Likeness to the present systems (adjusted Rand index) when a kind of links is left out: the shorter the bar, the more the systems owe to that kind.</source>
        <translation>Ressemblance avec les systèmes actuels (indice de Rand ajusté) quand un type de liens est écarté&#xa0;: plus la barre est courte, plus les systèmes doivent à ce type.</translation>
    </message>
    <message>
        <source>Lines join the points of the units; flows inside a unit, and units without geometry, have none. For hundreds of thousands of pairs, write a plain table.</source>
        <translation>Les traits relient les points des unités&#x202f;; les flux internes à une unité et les unités sans géométrie n’en ont pas. Pour des centaines de milliers de couples, écrivez une simple table.</translation>
    </message>
    <message>
        <source>Lines of “{file}” that continue a cell between quotation marks: {count}. If names do not run over several lines, look for a quotation mark left open.</source>
        <translation>Lignes de «&#xa0;{file}&#xa0;» qui prolongent une cellule entre guillemets&#xa0;: {count}. Si aucun nom ne s’étend sur plusieurs lignes, cherchez un guillemet resté ouvert.</translation>
    </message>
    <message>
        <source>Linked pairs</source>
        <translation>Paires liées</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>Liens</translation>
    </message>
    <message>
        <source>Links and their scale</source>
        <translation>Liens et leur échelle</translation>
    </message>
    <message>
        <source>Links are as wide as their intensity, from zero, the strongest on top. With arrows, each way of a link is a half arrow as wide as its volume, which stops at the circle of the unit: give the units too. Cumulated links have no volume each way and stay lines.</source>
        <translation>L’épaisseur d’un lien est proportionnelle à son intensité, à partir de zéro, les plus forts par-dessus. Avec les flèches, chaque sens d’un lien est une demi-flèche proportionnelle à son volume, qui s’arrête au cercle de l’unité&#xa0;: donnez aussi les unités. Les liens cumulés n’ont pas de volume par sens et restent des traits.</translation>
    </message>
    <message>
        <source>Links below it take no part.</source>
        <translation>Les liens en dessous du seuil ne comptent pas.</translation>
    </message>
    <message>
        <source>Links below this value take no part.</source>
        <translation>Les liens en dessous de cette valeur ne comptent pas.</translation>
    </message>
    <message>
        <source>Links carry the names of both ends, both flows, the reciprocity, the distance on the ellipsoid in km and the directions that the rule marks. Without a unit layer they have no line, no name and no distance. Flows whose ends are not units, and rows without a usable volume, are left out and counted in the log.</source>
        <translation>Les liens portent le nom des deux extrémités, les deux flux, la réciprocité, la distance sur l’ellipsoïde en km et les sens que la règle retient. Sans couche d’unités, ils n’ont ni tracé, ni nom, ni distance. Les flux dont une extrémité n’est pas une unité et les lignes sans volume utilisable sont écartés et comptés dans le journal.</translation>
    </message>
    <message>
        <source>Links drawn</source>
        <translation>Liens dessinés</translation>
    </message>
    <message>
        <source>Links drawn: {count} of {total}, {share} of the intensity.</source>
        <translation>Liens tracés&#xa0;: {count} sur {total}, {share} de l’intensité.</translation>
    </message>
    <message>
        <source>Links drawn: {count} of {total}, {share} of the volume.</source>
        <translation>Liens tracés&#xa0;: {count} sur {total}, {share} du volume.</translation>
    </message>
    <message>
        <source>Links kept</source>
        <translation>Liens retenus</translation>
    </message>
    <message>
        <source>Links of each kind</source>
        <translation>Liens de chaque type</translation>
    </message>
    <message>
        <source>Links of one kind, cumulated links, or flows: lines.</source>
        <translation>Liens d’un seul type, liens cumulés ou flux&#xa0;: des lignes.</translation>
    </message>
    <message>
        <source>Links of several kinds selected kind by kind, then cumulated into systems with Paris set aside: this is the approach of S. Berroir, N. Cattan and colleagues (DATAR 2011; Cybergeo 2017, no. 807). Their thresholds are not published in full; those above were chosen for this run, and are not theirs.</source>
        <translation>Des liens de plusieurs types, retenus type par type, puis cumulés en systèmes, Paris mis à part&#xa0;: c’est la démarche de S. Berroir, N. Cattan et leurs collègues (DATAR 2011&#x202f;; Cybergeo 2017, n°&#xa0;807). Leurs seuils ne sont pas entièrement publiés&#x202f;; ceux qui figurent ci-dessus ont été choisis pour ce calcul et ne sont pas les leurs.</translation>
    </message>
    <message>
        <source>Links over {distance} km take no part.</source>
        <translation>Les liens de plus de {distance}&#xa0;km ne comptent pas.</translation>
    </message>
    <message>
        <source>Links selected</source>
        <translation>Liens retenus</translation>
    </message>
    <message>
        <source>Links towns whose organisations take part in the same research projects, from the files of CORDIS.</source>
        <translation>Relie les villes dont les organismes participent aux mêmes projets de recherche, d’après les fichiers de CORDIS.</translation>
    </message>
    <message>
        <source>Links with a flow</source>
        <translation>Liens parcourus par un flux</translation>
    </message>
    <message>
        <source>Links with an intensity of {value} and more are kept.</source>
        <translation>Les liens d’une intensité de {value} et plus sont retenus.</translation>
    </message>
    <message>
        <source>Links without a distance count as too long ({count}).</source>
        <translation>Les liens sans distance comptent comme trop longs ({count}).</translation>
    </message>
    <message>
        <source>Links, one layer a kind or several</source>
        <translation>Liens&#xa0;: une ou plusieurs couches, selon les types</translation>
    </message>
    <message>
        <source>Links: {kind}</source>
        <translation>Liens&#xa0;: {kind}</translation>
    </message>
    <message>
        <source>Load flows</source>
        <translation>Charger des flux</translation>
    </message>
    <message>
        <source>Load the commuting flows…</source>
        <translation>Charger les flux domicile-travail…</translation>
    </message>
    <message>
        <source>Logo</source>
        <translation>Logo</translation>
    </message>
    <message>
        <source>Longer links take no part.</source>
        <translation>Les liens plus longs ne comptent pas.</translation>
    </message>
    <message>
        <source>Longer rides make no link; 0 for no limit.</source>
        <translation>Les trajets plus longs ne font pas de lien&#x202f;; 0 pour aucune limite.</translation>
    </message>
    <message>
        <source>Longest distance (gravity, km, 0 for no limit)</source>
        <translation>Distance maximale (gravity, km, 0&#xa0;: sans limite)</translation>
    </message>
    <message>
        <source>Longest distance (km)</source>
        <translation>Distance maximale (km)</translation>
    </message>
    <message>
        <source>Longest link</source>
        <translation>Longueur maximale</translation>
    </message>
    <message>
        <source>Longest link (km, 0 for no limit)</source>
        <translation>Longueur maximale d’un lien (km, 0&#xa0;: sans limite)</translation>
    </message>
    <message>
        <source>Longest time (hours)</source>
        <translation>Temps maximal (heures)</translation>
    </message>
    <message>
        <source>Look at the map: 63 towns of Brittany and their territories. A circle is as large as the population of its territory.</source>
        <translation>Regardez la carte&#xa0;: 63 villes de Bretagne et leur territoire. La surface d’un cercle est proportionnelle à la population de son territoire.</translation>
    </message>
    <message>
        <source>Looks at the whole network: groups with more links among themselves than chance gives.</source>
        <translation>Considère tout le réseau&#xa0;: des groupes plus liés entre eux que ne le voudrait le hasard.</translation>
    </message>
    <message>
        <source>Lookup table</source>
        <translation>Table de correspondance</translation>
    </message>
    <message>
        <source>Lookup: code in the flows</source>
        <translation>Correspondance&#xa0;: code dans les flux</translation>
    </message>
    <message>
        <source>Lookup: code of the unit</source>
        <translation>Correspondance&#xa0;: code de l’unité</translation>
    </message>
    <message>
        <source>Loss report</source>
        <translation>Rapport de sélection</translation>
    </message>
    <message>
        <source>Losses and repairs</source>
        <translation>Pertes et réparations</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>Perdus</translation>
    </message>
    <message>
        <source>Lower the threshold to see some.</source>
        <translation>Abaissez le seuil pour en voir apparaître.</translation>
    </message>
    <message>
        <source>Made by Alliance</source>
        <translation>Réalisé avec Alliance</translation>
    </message>
    <message>
        <source>Made by {algorithm} of Alliance {version}.
Parameters: {parameters}
Counts: {counts}</source>
        <translation>Produit par {algorithm}, Alliance {version}.
Paramètres&#xa0;: {parameters}
Effectifs&#xa0;: {counts}</translation>
    </message>
    <message>
        <source>Made for counts (persons, projects): in thousands or in percent it selects otherwise.</source>
        <translation>Faite pour des effectifs (personnes, projets)&#xa0;: en milliers ou en pourcentage, elle sélectionne autrement.</translation>
    </message>
    <message>
        <source>Made on {date} with Alliance {version}</source>
        <translation>Établi le {date} avec Alliance {version}</translation>
    </message>
    <message>
        <source>Main nature</source>
        <translation>Nature dominante</translation>
    </message>
    <message>
        <source>Main system</source>
        <translation>Système principal</translation>
    </message>
    <message>
        <source>Makes a page ready to print, or an atlas of one page a system, with legends of widths and circles, figures, scale, north, source and method.</source>
        <translation>Produit une page prête à imprimer, ou un atlas d’une page par système, avec la légende des épaisseurs et des cercles, les chiffres, l’échelle, le nord, la source et la méthode.</translation>
    </message>
    <message>
        <source>Makes a print layout of the map.</source>
        <translation>Crée une mise en page de la carte, prête à imprimer.</translation>
    </message>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>Margins</source>
        <translation>Marges</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Moyenne</translation>
    </message>
    <message>
        <source>Mean distance (km)</source>
        <translation>Distance moyenne (km)</translation>
    </message>
    <message>
        <source>Mean reach (km)</source>
        <translation>Portée moyenne (km)</translation>
    </message>
    <message>
        <source>Measure how far systems are from the limits of every day.</source>
        <translation>Mesurer l’écart entre les systèmes et les limites de tous les jours.</translation>
    </message>
    <message>
        <source>Median</source>
        <translation>Médiane</translation>
    </message>
    <message>
        <source>Membership table</source>
        <translation>Table d’appartenance</translation>
    </message>
    <message>
        <source>Membership tables: SCoT, pôle, pays, contract.</source>
        <translation>Tables d’appartenance&#xa0;: SCoT, pôle, pays, contrat.</translation>
    </message>
    <message>
        <source>Membership: code of the perimeter</source>
        <translation>Appartenance&#xa0;: code du périmètre</translation>
    </message>
    <message>
        <source>Membership: code of the unit</source>
        <translation>Appartenance&#xa0;: code de l’unité</translation>
    </message>
    <message>
        <source>Membership: name of the perimeter</source>
        <translation>Appartenance&#xa0;: nom du périmètre</translation>
    </message>
    <message>
        <source>Memberships (simulated)</source>
        <translation>Appartenances (simulées)</translation>
    </message>
    <message>
        <source>Mergers and splits, for a file whose codes are not of the year of the units: columns from, to, code1, code2, ratio; or the events on communes of INSEE; or its table of passage.</source>
        <translation>Fusions et scissions, pour un fichier dont les codes ne sont pas de l’année des unités&#xa0;: colonnes from, to, code1, code2, ratio&#x202f;; ou les événements sur les communes de l’Insee&#x202f;; ou sa table de passage.</translation>
    </message>
    <message>
        <source>Mesh: density</source>
        <translation>Maillage&#xa0;: densité</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Méthode</translation>
    </message>
    <message>
        <source>Migration files of INSEE are reversed: CODGEO is the present residence, so it is the destination, and DCRAN, the previous residence, the origin.</source>
        <translation>Les fichiers de migrations de l’Insee se lisent à l’envers&#xa0;: CODGEO est la résidence actuelle, donc la destination, et DCRAN, la résidence antérieure, est l’origine.</translation>
    </message>
    <message>
        <source>Minimum self-containment (ttwa)</source>
        <translation>Autonomie minimale (ttwa)</translation>
    </message>
    <message>
        <source>Minimum size (ttwa)</source>
        <translation>Taille minimale (ttwa)</translation>
    </message>
    <message>
        <source>Minimum volume of a flow</source>
        <translation>Volume minimal d’un flux</translation>
    </message>
    <message>
        <source>Model second homes</source>
        <translation>Modéliser les résidences secondaires</translation>
    </message>
    <message>
        <source>Modelled flows, not counted ones</source>
        <translation>Flux modélisés, et non comptés</translation>
    </message>
    <message>
        <source>Modes: {kind}</source>
        <translation>Modes&#xa0;: {kind}</translation>
    </message>
    <message>
        <source>Modularity</source>
        <translation>Modularité</translation>
    </message>
    <message>
        <source>Most establishments of a firm (0 for no limit)</source>
        <translation>Nombre maximal d’établissements d’une entreprise (0&#xa0;: sans limite)</translation>
    </message>
    <message>
        <source>Most links drawn</source>
        <translation>Nombre maximal de liens dessinés</translation>
    </message>
    <message>
        <source>Most participations in a project</source>
        <translation>Nombre maximal de participations à un projet</translation>
    </message>
    <message>
        <source>Move a threshold and watch the systems on the map</source>
        <translation>Déplacer un seuil et suivre les systèmes sur la carte</translation>
    </message>
    <message>
        <source>Move it and watch the map: no layer changes before “Apply”.</source>
        <translation>Déplacez-le et regardez la carte&#xa0;: aucune couche n’est modifiée avant «&#xa0;Appliquer&#xa0;».</translation>
    </message>
    <message>
        <source>N</source>
        <translation>N</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Name of the perimeter</source>
        <translation>Nom du périmètre</translation>
    </message>
    <message>
        <source>Name of the perimeter.</source>
        <translation>Nom du périmètre.</translation>
    </message>
    <message>
        <source>Name of the system.</source>
        <translation>Nom du système.</translation>
    </message>
    <message>
        <source>Name of the unit</source>
        <translation>Nom de l’unité</translation>
    </message>
    <message>
        <source>Name the columns of the membership table “{table}” that hold the code of the unit and of the perimeter. Its columns are: {columns}.</source>
        <translation>Indiquez les colonnes de la table d’appartenance «&#xa0;{table}&#xa0;» qui contiennent le code de l’unité et celui du périmètre. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>Name the two columns of the lookup table “{table}”: the code found in the flows and the code of the unit. Its columns are: {columns}.</source>
        <translation>Indiquez les deux colonnes de la table de correspondance «&#xa0;{table}&#xa0;»&#xa0;: le code présent dans les flux et le code de l’unité. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>Name the two columns of the table of groups “{table}”: the siren of the firm and that of the head of its group. Its columns are: {columns}.</source>
        <translation>Nommez les deux colonnes de la table des groupes «&#xa0;{table}&#xa0;»&#xa0;: le siren de l’entreprise et celui de la tête de son groupe. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>Name the two columns of the table of stations “{table}”: the identifier of the station and the code of its place. Its columns are: {columns}.</source>
        <translation>Nommez les deux colonnes de la table des gares «&#xa0;{table}&#xa0;»&#xa0;: l’identifiant de la gare et le code de son lieu. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>Names as the addresses write them and the commune that each one stands for: it decides before everything else.</source>
        <translation>Noms tels que les adresses les écrivent, et commune que chacun désigne&#xa0;: cette table décide avant tout le reste.</translation>
    </message>
    <message>
        <source>Names, populations and EPCI are real. Outlines are drawn for the exercise and every flow is simulated: no figure of this workshop says anything about Brittany.</source>
        <translation>Les noms, les populations et les EPCI sont réels. Les contours sont tracés pour l’exercice et tous les flux sont simulés&#xa0;: aucun chiffre de cet atelier ne dit quoi que ce soit de la Bretagne.</translation>
    </message>
    <message>
        <source>Names: code of the commune</source>
        <translation>Noms&#xa0;: code de la commune</translation>
    </message>
    <message>
        <source>Names: name</source>
        <translation>Noms&#xa0;: nom</translation>
    </message>
    <message>
        <source>Nantes (44109) and Laval (53130) are left out: is that an error? What would change for Redon or Vitré if they were units?</source>
        <translation>Nantes (44109) et Laval (53130) sont écartées&#xa0;: est-ce une erreur&#x202f;? Que changerait leur présence parmi les unités pour Redon ou Vitré&#x202f;?</translation>
    </message>
    <message>
        <source>Nantes and Laval are no errors: they are outside the region that is studied. With them as units, Redon would look to Nantes and Vitré to Laval too: a region cut out of the flows makes its borders look more attached to its inside than they are.</source>
        <translation>Nantes et Laval ne sont pas des erreurs&#xa0;: elles sont hors de la région étudiée. Si elles étaient des unités, Redon regarderait aussi vers Nantes et Vitré vers Laval&#xa0;: une région découpée dans les flux fait paraître ses bords plus tournés vers l’intérieur qu’ils ne le sont.</translation>
    </message>
    <message>
        <source>National bodies</source>
        <translation>Organismes nationaux</translation>
    </message>
    <message>
        <source>National bodies are kept at their seat: see their share below, and try without them.</source>
        <translation>Les organismes nationaux sont gardés à leur siège&#xa0;: voyez leur part ci-dessous, et faites un essai sans eux.</translation>
    </message>
    <message>
        <source>National bodies: commune</source>
        <translation>Organismes nationaux&#xa0;: commune</translation>
    </message>
    <message>
        <source>National bodies: identifier</source>
        <translation>Organismes nationaux&#xa0;: identifiant</translation>
    </message>
    <message>
        <source>Nature: location quotient</source>
        <translation>Nature&#xa0;: quotient de localisation</translation>
    </message>
    <message>
        <source>Nearest to the cumulated systems: “{near}” (adjusted Rand index {near_index}); farthest: “{far}” ({far_index}).</source>
        <translation>Le plus proche des systèmes cumulés&#xa0;: «&#xa0;{near}&#xa0;» (indice de Rand ajusté {near_index})&#x202f;; le plus éloigné&#xa0;: «&#xa0;{far}&#xa0;» ({far_index}).</translation>
    </message>
    <message>
        <source>Net = in - out; its rate is net over in + out, from -1 (all leaves) to 1 (all arrives). Self-containment is the internal flow over all that leaves, and over all that arrives. Without perimeters, every unit is drawn up alone.</source>
        <translation>Solde = entrées − sorties&#x202f;; son taux le rapporte à la somme des entrées et des sorties, de −1 (tout sort) à 1 (tout entre). L’autonomie est le flux interne rapporté à tous les départs, puis à toutes les arrivées, internes compris. Sans périmètres, le bilan est établi unité par unité.</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>Suivant</translation>
    </message>
    <message>
        <source>No Dask scheduler answers at “{address}”: check the address (tcp://host:8786), and that the cluster runs.</source>
        <translation>Aucun ordonnanceur Dask ne répond à «&#xa0;{address}&#xa0;»&#xa0;: vérifiez l’adresse (tcp://machine:8786), et que la grappe fonctionne.</translation>
    </message>
    <message>
        <source>No answer is wrong here. Keep the drawings: they are compared with the systems in the last step. Most people draw around the largest towns and inside a département.</source>
        <translation>Aucune réponse n’est fausse ici. Gardez les dessins&#xa0;: ils sont comparés aux systèmes à la dernière étape. On dessine le plus souvent autour des plus grandes villes et à l’intérieur d’un département.</translation>
    </message>
    <message>
        <source>No beta gives the mean distance observed; the search stopped at {beta}.</source>
        <translation>Aucun bêta ne donne la distance moyenne observée&#x202f;; la recherche s’est arrêtée à {beta}.</translation>
    </message>
    <message>
        <source>No browser opens on this computer. The address is {url}</source>
        <translation>Aucun navigateur ne s’ouvre sur cet ordinateur. L’adresse est {url}</translation>
    </message>
    <message>
        <source>No code of “{table}” (for example “{code}”) is known to the units or the lookup table (for example “{known}”): check the code columns, or give a lookup table.</source>
        <translation>Aucun code de «&#xa0;{table}&#xa0;» (par exemple «&#xa0;{code}&#xa0;») n’est connu des unités ou de la table de correspondance (par exemple «&#xa0;{known}&#xa0;»)&#xa0;: vérifiez les colonnes des codes, ou donnez une table de correspondance.</translation>
    </message>
    <message>
        <source>No code of “{table}” is the code of a unit: check the column of the code, and the year of the communes.</source>
        <translation>Aucun code de «&#xa0;{table}&#xa0;» n’est celui d’une unité&#xa0;: vérifiez la colonne du code, et l’année des communes.</translation>
    </message>
    <message>
        <source>No destination of “{table}” (for example “{code}”) is known to the units or the lookup table (for example “{known}”): check the destination column.</source>
        <translation>Aucune destination de «&#xa0;{table}&#xa0;» (par exemple «&#xa0;{code}&#xa0;») n’est connue des unités ou de la table de correspondance (par exemple «&#xa0;{known}&#xa0;»)&#xa0;: vérifiez la colonne de destination.</translation>
    </message>
    <message>
        <source>No establishment of “{table}” makes a link: see what each filter leaves out.</source>
        <translation>Aucun établissement de «&#xa0;{table}&#xa0;» ne fait de lien&#xa0;: voyez ce que chaque filtre écarte.</translation>
    </message>
    <message>
        <source>No establishment of “{table}” that has a seat tells its staff: count establishments instead (weight “count”).</source>
        <translation>Aucun établissement de «&#xa0;{table}&#xa0;» qui a un siège ne donne son effectif&#xa0;: comptez plutôt les établissements (poids «&#xa0;count&#xa0;»).</translation>
    </message>
    <message>
        <source>No feature of the layer “{layer}” has a geometry: it is styled, but draws nothing.</source>
        <translation>Aucune entité de la couche «&#xa0;{layer}&#xa0;» n’a de géométrie&#xa0;: elle reçoit un style, mais ne dessine rien.</translation>
    </message>
    <message>
        <source>No framework of cooperation was given, so nothing says which alliances are missing.</source>
        <translation>Aucun cadre de coopération n’a été donné&#xa0;: rien ne dit donc quelles alliances manquent.</translation>
    </message>
    <message>
        <source>No layer was given: choose links, units, systems or perimeters to style.</source>
        <translation>Aucune couche n’a été donnée&#xa0;: choisissez des liens, des unités, des systèmes ou des périmètres à habiller.</translation>
    </message>
    <message>
        <source>No link joins two of these perimeters.</source>
        <translation>Aucun lien ne relie deux de ces périmètres.</translation>
    </message>
    <message>
        <source>No neighbouring threshold gives much the same systems (adjusted Rand index of {index} and more, a limit of ours): read the map with its threshold.</source>
        <translation>Aucun seuil voisin ne donne à peu près les mêmes systèmes (indice de Rand ajusté de {index} et plus, limite qui nous est propre)&#xa0;: la carte ne se lit qu’avec son seuil.</translation>
    </message>
    <message>
        <source>No open table tells from which commune the owners of second homes come. If your agency holds an extract, load it with “Load flows”, layout second_homes: it is always better than this model.</source>
        <translation>Aucune table ouverte ne dit de quelle commune viennent les propriétaires de résidences secondaires. Si votre agence détient un extrait, chargez-le avec «&#xa0;Charger des flux&#xa0;», structure second_homes&#xa0;: il vaut toujours mieux que ce modèle.</translation>
    </message>
    <message>
        <source>No origin of “{table}” (for example “{code}”) is known to the units or the lookup table (for example “{known}”): check the origin column.</source>
        <translation>Aucune origine de «&#xa0;{table}&#xa0;» (par exemple «&#xa0;{code}&#xa0;») n’est connue des unités ou de la table de correspondance (par exemple «&#xa0;{known}&#xa0;»)&#xa0;: vérifiez la colonne d’origine.</translation>
    </message>
    <message>
        <source>No origin or destination column is given for “{table}”: choose both among its columns ({columns}).</source>
        <translation>La colonne d’origine ou de destination de «&#xa0;{table}&#xa0;» n’est pas indiquée&#xa0;: choisissez les deux parmi ses colonnes ({columns}).</translation>
    </message>
    <message>
        <source>No perimeter holds any part of a system.</source>
        <translation>Aucun périmètre ne contient de part d’un système.</translation>
    </message>
    <message>
        <source>No project links two towns: see in the rejects why participations are left out.</source>
        <translation>Aucun projet ne relie deux villes&#xa0;: voyez dans les rejets pourquoi les participations sont écartées.</translation>
    </message>
    <message>
        <source>No project of the participations is in “{file}”: choose the two files of the same release.</source>
        <translation>Aucun projet des participations n’est dans «&#xa0;{file}&#xa0;»&#xa0;: choisissez les deux fichiers de la même livraison.</translation>
    </message>
    <message>
        <source>No project starts in the period chosen; the first and the last year of those of the file are: {years}.</source>
        <translation>Aucun projet ne commence dans la période choisie&#x202f;; la première et la dernière année de ceux du fichier sont&#xa0;: {years}.</translation>
    </message>
    <message>
        <source>No row of the table of communes has both a name and a code: choose other columns.</source>
        <translation>Aucune ligne de la table de communes n’a à la fois un nom et un code&#xa0;: choisissez d’autres colonnes.</translation>
    </message>
    <message>
        <source>No row of “{table}” could be kept: see the reasons in the rejects.</source>
        <translation>Aucune ligne de «&#xa0;{table}&#xa0;» n’a pu être conservée&#xa0;: voyez les motifs dans les rejets.</translation>
    </message>
    <message>
        <source>No sensitivity for these options.</source>
        <translation>Pas de sensibilité pour ces options.</translation>
    </message>
    <message>
        <source>No service of “{feed}” has a day in calendar.txt or calendar_dates.txt: choose another feed.</source>
        <translation>Aucun service de «&#xa0;{feed}&#xa0;» n’a de jour dans calendar.txt ou calendar_dates.txt&#xa0;: choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>No station of “{feed}” (for example at “{code}”) leads to a unit (for example “{known}”): give a table of stations, units with polygons, or a lookup table.</source>
        <translation>Aucune gare de «&#xa0;{feed}&#xa0;» (par exemple à «&#xa0;{code}&#xa0;») ne mène à une unité (par exemple «&#xa0;{known}&#xa0;»)&#xa0;: donnez une table des gares, des unités en polygones ou une table de correspondance.</translation>
    </message>
    <message>
        <source>No stop of “{feed}” (for example “{stop}”) is in the table of stations (for example “{station}”): check the column of the identifiers.</source>
        <translation>Aucun arrêt de «&#xa0;{feed}&#xa0;» (par exemple «&#xa0;{stop}&#xa0;») n’est dans la table des gares (par exemple «&#xa0;{station}&#xa0;»)&#xa0;: vérifiez la colonne des identifiants.</translation>
    </message>
    <message>
        <source>No system</source>
        <translation>Aucun système</translation>
    </message>
    <message>
        <source>No system of “{layer}” has a place on the map, so the atlas has no page: give a layer of systems with polygons.</source>
        <translation>Aucun système de «&#xa0;{layer}&#xa0;» n’a de place sur la carte, l’atlas n’a donc aucune page&#xa0;: donnez une couche de systèmes avec des polygones.</translation>
    </message>
    <message>
        <source>No system was found: lower the threshold or the minimum size.</source>
        <translation>Aucun système n’a été trouvé&#xa0;: abaissez le seuil ou la taille minimale.</translation>
    </message>
    <message>
        <source>No town found (for example “{code}”) is known to the units or the lookup table: check the column of codes of the communes, or give a lookup table.</source>
        <translation>Aucune ville trouvée (par exemple «&#xa0;{code}&#xa0;») n’est connue des unités ni de la table de correspondance&#xa0;: vérifiez la colonne des codes des communes, ou donnez une table de correspondance.</translation>
    </message>
    <message>
        <source>No train of “{feed}” is of the type “{type}”. The types that its stops tell: {types}.</source>
        <translation>Aucun train de «&#xa0;{feed}&#xa0;» n’est du type «&#xa0;{type}&#xa0;». Types indiqués par ses arrêts&#xa0;: {types}.</translation>
    </message>
    <message>
        <source>No train runs from {start} to {end}: “{feed}” goes from {first} to {last}.</source>
        <translation>Aucun train ne circule du {start} au {end}&#xa0;: «&#xa0;{feed}&#xa0;» va du {first} au {last}.</translation>
    </message>
    <message>
        <source>No trip of “{feed}” is a train of the types asked for: choose other types, or count every means of transport.</source>
        <translation>Aucune circulation de «&#xa0;{feed}&#xa0;» n’est un train des types demandés&#xa0;: choisissez d’autres types, ou comptez tous les modes de transport.</translation>
    </message>
    <message>
        <source>No unit has a code: choose the field that holds the codes.</source>
        <translation>Aucune unité n’a de code&#xa0;: choisissez le champ qui contient les codes.</translation>
    </message>
    <message>
        <source>No unit has a system: there is nothing to set beside.</source>
        <translation>Aucune unité n’a de système&#xa0;: il n’y a rien à comparer.</translation>
    </message>
    <message>
        <source>No unit has a weight: the sum of their flows stands for it.</source>
        <translation>Aucune unité n’a de poids&#xa0;: la somme de leurs flux en tient lieu.</translation>
    </message>
    <message>
        <source>No unit has both a place and a population above 0: check the column of the population, and that the codes of the table are those of the units.</source>
        <translation>Aucune unité n’a à la fois un lieu et une population supérieure à 0&#xa0;: vérifiez la colonne de la population, et que les codes de la table sont ceux des unités.</translation>
    </message>
    <message>
        <source>No unit has second homes: check their column, and that the codes of the table are those of the units.</source>
        <translation>Aucune unité n’a de résidence secondaire&#xa0;: vérifiez leur colonne, et que les codes de la table sont ceux des unités.</translation>
    </message>
    <message>
        <source>No unit is both in a system and in a perimeter: there are no partitions to compare.</source>
        <translation>Aucune unité n’est à la fois dans un système et dans un périmètre&#xa0;: il n’y a pas de partitions à comparer.</translation>
    </message>
    <message>
        <source>No unit is in a system.</source>
        <translation>Aucune unité n’est dans un système.</translation>
    </message>
    <message>
        <source>No unit lies in a perimeter of “{layer}”: check the coordinate reference systems of both layers.</source>
        <translation>Aucune unité ne se trouve dans un périmètre de «&#xa0;{layer}&#xa0;»&#xa0;: vérifiez les systèmes de coordonnées de référence des deux couches.</translation>
    </message>
    <message>
        <source>No volume column is given for “{table}”: choose one of its columns ({columns}).</source>
        <translation>La colonne du volume de «&#xa0;{table}&#xa0;» n’est pas indiquée&#xa0;: choisissez une de ses colonnes ({columns}).</translation>
    </message>
    <message>
        <source>No.</source>
        <translation>N°</translation>
    </message>
    <message>
        <source>None: every unit is in the main system of its perimeter, or its system lies mostly there.</source>
        <translation>Aucune&#xa0;: chaque unité relève du système principal de son périmètre, ou son système s’y trouve pour l’essentiel.</translation>
    </message>
    <message>
        <source>Normalised mutual information</source>
        <translation>Information mutuelle normalisée (NMI)</translation>
    </message>
    <message>
        <source>Note on the method</source>
        <translation>Note de méthode</translation>
    </message>
    <message>
        <source>Nothing can be written in “{folder}”: choose a folder where you have the right to write, on a disk with free space.</source>
        <translation>Rien ne peut être écrit dans «&#xa0;{folder}&#xa0;»&#xa0;: choisissez un dossier où vous avez le droit d’écrire, sur un disque où il reste de l’espace libre.</translation>
    </message>
    <message>
        <source>Nothing was left out and nothing had to be mended.</source>
        <translation>Rien n’a été écarté et rien n’a dû être réparé.</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>Nombre</translation>
    </message>
    <message>
        <source>Number of perimeters that the system crosses.</source>
        <translation>Nombre de périmètres que le système traverse.</translation>
    </message>
    <message>
        <source>Number of regions (intramax)</source>
        <translation>Nombre de régions (intramax)</translation>
    </message>
    <message>
        <source>Number of systems that the perimeter crosses.</source>
        <translation>Nombre de systèmes que le périmètre traverse.</translation>
    </message>
    <message>
        <source>Numbers between commas: 1, 2, 3. Empty: every value of the links when they are few, else their deciles.</source>
        <translation>Nombres séparés par des virgules&#xa0;: 1, 2, 3. Vide&#xa0;: toutes les valeurs des liens si elles sont peu nombreuses, sinon leurs déciles.</translation>
    </message>
    <message>
        <source>Numeric field of the units: a wage, a pension.</source>
        <translation>Champ numérique des unités&#xa0;: un salaire, une pension.</translation>
    </message>
    <message>
        <source>Of perim.</source>
        <translation>Du périm.</translation>
    </message>
    <message>
        <source>Of system</source>
        <translation>Du système</translation>
    </message>
    <message>
        <source>Official pages</source>
        <translation>Pages officielles</translation>
    </message>
    <message>
        <source>One direction is enough, so a tie that the larger end hardly feels comes out strong.</source>
        <translation>Un seul sens suffit&#xa0;: un lien que la plus grande des deux unités remarque à peine paraît fort.</translation>
    </message>
    <message>
        <source>One extreme link flattens all the others of its kind.</source>
        <translation>Un seul lien extrême écrase tous les autres de son type.</translation>
    </message>
    <message>
        <source>One line a directed pair of larger units.</source>
        <translation>Une ligne par couple origine-destination d’unités plus grandes.</translation>
    </message>
    <message>
        <source>One line a pair of units that at least one kind selects.</source>
        <translation>Une ligne par paire d’unités retenue par un type au moins.</translation>
    </message>
    <message>
        <source>One line a pair of units.</source>
        <translation>Une ligne par paire d’unités.</translation>
    </message>
    <message>
        <source>One line a pair that a link joins.</source>
        <translation>Une ligne par paire qu’un lien relie.</translation>
    </message>
    <message>
        <source>One map a kind of links</source>
        <translation>Une carte par type de liens</translation>
    </message>
    <message>
        <source>One map a kind of links needs several kinds: give cumulated links (with their fields s_… and r_…), or several layers of links.</source>
        <translation>Une carte par type de liens demande plusieurs types&#xa0;: donnez des liens cumulés (avec leurs champs s_… et r_…), ou plusieurs couches de liens.</translation>
    </message>
    <message>
        <source>One page a system, with its figures and lists.</source>
        <translation>Une page par système, avec ses chiffres et ses listes.</translation>
    </message>
    <message>
        <source>One partner a town: reciprocal ties and second partners vanish, and units of equal weight never dominate each other.</source>
        <translation>Un partenaire par ville&#xa0;: les liens réciproques et les deuxièmes partenaires disparaissent, et des unités de même poids ne se dominent jamais.</translation>
    </message>
    <message>
        <source>One polygon a system.</source>
        <translation>Un polygone par système.</translation>
    </message>
    <message>
        <source>One row a code and what it became, with its ratio.</source>
        <translation>Une ligne par code et par ce qu’il devient, avec sa part.</translation>
    </message>
    <message>
        <source>One row a directed pair of units, flows inside a unit too.</source>
        <translation>Une ligne par couple origine-destination d’unités, flux internes compris.</translation>
    </message>
    <message>
        <source>One row a firm: its siren, and that of the head of its group.</source>
        <translation>Une ligne par entreprise&#xa0;: son siren, et celui de la tête de son groupe.</translation>
    </message>
    <message>
        <source>One row a flow: origin, destination, volume.</source>
        <translation>Une ligne par flux&#xa0;: origine, destination, volume.</translation>
    </message>
    <message>
        <source>One row a kind that should not weigh 1, or has a dimension: mobility, knowledge, economy, transport.</source>
        <translation>Une ligne par type dont le poids n’est pas 1 ou qui a une dimension&#xa0;: mobility (mobilités), knowledge (connaissance), economy (économie), transport (transports).</translation>
    </message>
    <message>
        <source>One row a perimeter, with the systems that it holds.</source>
        <translation>Une ligne par périmètre, avec les systèmes qu’il contient.</translation>
    </message>
    <message>
        <source>One row a perimeter.</source>
        <translation>Une ligne par périmètre.</translation>
    </message>
    <message>
        <source>One row a region; a polygon where units have a place.</source>
        <translation>Une ligne par région&#x202f;; un polygone quand les unités sont localisées.</translation>
    </message>
    <message>
        <source>One row a run.</source>
        <translation>Une ligne par essai.</translation>
    </message>
    <message>
        <source>One row a system and perimeter.</source>
        <translation>Une ligne par système et par périmètre.</translation>
    </message>
    <message>
        <source>One row a system, with the perimeters that it crosses.</source>
        <translation>Une ligne par système, avec les périmètres qu’il traverse.</translation>
    </message>
    <message>
        <source>One row a system.</source>
        <translation>Une ligne par système.</translation>
    </message>
    <message>
        <source>One row a unit and perimeter; a unit may be in several. With a lookup table, the rows are those of smaller units (communes), and a unit belongs for the share of its members.</source>
        <translation>Une ligne par unité et par périmètre&#x202f;; une unité peut relever de plusieurs. Avec une table de correspondance, les lignes sont celles d’unités plus petites (communes), et une unité appartient au prorata de ses membres.</translation>
    </message>
    <message>
        <source>One row a unit, or a perimeter.</source>
        <translation>Une ligne par unité, ou par périmètre.</translation>
    </message>
    <message>
        <source>One row a unit, with its population and its second homes: a table of INSEE, or the unit layer itself.</source>
        <translation>Une ligne par unité, avec sa population et ses résidences secondaires&#xa0;: une table de l’Insee, ou la couche des unités elle-même.</translation>
    </message>
    <message>
        <source>One row a unit.</source>
        <translation>Une ligne par unité.</translation>
    </message>
    <message>
        <source>One small map a kind of links beside the cumulated one.</source>
        <translation>Une petite carte par type de liens, à côté de la carte cumulée.</translation>
    </message>
    <message>
        <source>One unit</source>
        <translation>Une unité</translation>
    </message>
    <message>
        <source>One unit takes part in every flow: the sizes alone give the flows, which are all as expected.</source>
        <translation>Une même unité prend part à tous les flux&#xa0;: les tailles suffisent à les donner, et tous sont égaux aux flux attendus.</translation>
    </message>
    <message>
        <source>Only links whose score (or intensity) reaches the threshold take part. Excluded units, Paris for instance, take no part either: their links are kept apart. To let each town show its first partner nearby, exclude them in “Compute links” too.</source>
        <translation>Seuls comptent les liens dont le score (ou l’intensité) atteint le seuil. Les unités exclues, Paris par exemple, ne comptent pas non plus&#xa0;: leurs liens sont conservés à part. Pour que chaque ville montre son premier partenaire proche, excluez-les aussi dans «&#xa0;Calculer les liens&#xa0;».</translation>
    </message>
    <message>
        <source>Only the first sheet of “{file}” was read (“{sheet}”), not: {others}.</source>
        <translation>Seule la première feuille de «&#xa0;{file}&#xa0;» a été lue («&#xa0;{sheet}&#xa0;»), pas les autres&#xa0;: {others}.</translation>
    </message>
    <message>
        <source>Only the largest flow out of each unit is kept.</source>
        <translation>Seul le plus grand flux sortant de chaque unité est retenu.</translation>
    </message>
    <message>
        <source>Only the number of second homes of each unit is observed. Where their owners live is the model&apos;s guess: it cannot show that a town attracts more than its size and its distance say.</source>
        <translation>Seul le nombre de résidences secondaires de chaque unité est observé. Le lieu où vivent leurs propriétaires est supposé par le modèle&#xa0;: il ne peut pas montrer qu’une ville attire plus que ne le disent sa taille et sa distance.</translation>
    </message>
    <message>
        <source>Only the strongest links are drawn, and the log says what share they hold. Seen from far away fewer are drawn, zooming in brings them back. Missing, zero and negative intensities give the thinnest line.</source>
        <translation>Seuls les liens les plus forts sont dessinés, et le journal dit quelle part ils représentent. De loin, il s’en dessine moins&#x202f;; zoomer les fait revenir. Les intensités absentes, nulles ou négatives donnent le trait le plus fin.</translation>
    </message>
    <message>
        <source>Only to choose programmes, or years where the first file has none. It may be the same archive.</source>
        <translation>Seulement pour choisir des programmes, ou des années si le premier fichier n’en a pas. Ce peut être la même archive.</translation>
    </message>
    <message>
        <source>Open as layer</source>
        <translation>Ouvrir comme couche</translation>
    </message>
    <message>
        <source>Open one of the windows again, change one value, and run: which links come, which go?</source>
        <translation>Rouvrez l’une des fenêtres, changez une seule valeur et exécutez&#xa0;: quels liens apparaissent, lesquels disparaissent&#x202f;?</translation>
    </message>
    <message>
        <source>Open the exercise, offline, and its workshop step by step</source>
        <translation>Ouvrir l’exercice, hors ligne, et son atelier pas à pas</translation>
    </message>
    <message>
        <source>Open the page Compare with button 1: the units and the EPCI are chosen. Press “Compare”.</source>
        <translation>Ouvrez la page Comparer avec le bouton 1&#xa0;: les unités et les EPCI sont choisis. Cliquez sur «&#xa0;Comparer&#xa0;».</translation>
    </message>
    <message>
        <source>Open the page Explore with button 1: the cumulated links and the units are chosen.</source>
        <translation>Ouvrez la page Explorer avec le bouton 1&#xa0;: les liens cumulés et les unités sont choisis.</translation>
    </message>
    <message>
        <source>Open the report</source>
        <translation>Ouvrir le rapport</translation>
    </message>
    <message>
        <source>Open the report of the run and read what each kind keeps.</source>
        <translation>Ouvrez le rapport de l’exécution et lisez ce que retient chaque type de liens.</translation>
    </message>
    <message>
        <source>Open the sheet of the participants, to print and fill in</source>
        <translation>Ouvrir la feuille des participants, à imprimer et à remplir</translation>
    </message>
    <message>
        <source>Open “Load flows” with the button: it is filled in with the simulated commuting file, which has the layout of INSEE. Run it.</source>
        <translation>Ouvrez «&#xa0;Charger des flux&#xa0;» avec le bouton&#xa0;: la fenêtre est remplie avec le fichier domicile-travail simulé, qui a la structure de ceux de l’Insee. Exécutez.</translation>
    </message>
    <message>
        <source>Open “Run a recipe” with the button and run it: six kinds of links are weighed, selected and added up. The score of a link is the number of kinds that keep it.</source>
        <translation>Ouvrez «&#xa0;Exécuter une recette&#xa0;» avec le bouton et exécutez&#xa0;: six types de liens sont pesés, retenus et additionnés. Le score d’un lien est le nombre de types qui le retiennent.</translation>
    </message>
    <message>
        <source>Options</source>
        <translation>Options</translation>
    </message>
    <message>
        <source>Orientation</source>
        <translation>Orientation</translation>
    </message>
    <message>
        <source>Origin column</source>
        <translation>Colonne d’origine</translation>
    </message>
    <message>
        <source>Other kinds of links</source>
        <translation>Autres types de liens</translation>
    </message>
    <message>
        <source>Other units</source>
        <translation>Autres unités</translation>
    </message>
    <message>
        <source>Others (not drawn)</source>
        <translation>Autres (non dessinés)</translation>
    </message>
    <message>
        <source>Outflows and inflows are counted with the flows inside a unit.</source>
        <translation>Les flux sortants et entrants sont comptés avec les flux internes aux unités.</translation>
    </message>
    <message>
        <source>Outflows and inflows are counted without the flows inside a unit.</source>
        <translation>Les flux sortants et entrants sont comptés sans les flux internes aux unités.</translation>
    </message>
    <message>
        <source>Outside</source>
        <translation>Hors périmètre</translation>
    </message>
    <message>
        <source>Outside any system</source>
        <translation>Hors système</translation>
    </message>
    <message>
        <source>Over the kinds left out</source>
        <translation>Selon les types écartés</translation>
    </message>
    <message>
        <source>Over the thresholds</source>
        <translation>Selon les seuils</translation>
    </message>
    <message>
        <source>P22_POP in the census of 2022.</source>
        <translation>P22_POP au recensement de 2022.</translation>
    </message>
    <message>
        <source>P22_RSECOCC in the census of 2022.</source>
        <translation>P22_RSECOCC au recensement de 2022.</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Page</translation>
    </message>
    <message>
        <source>Page that tells what the rule keeps, in flows and in links.</source>
        <translation>Page qui dit ce que la règle retient et ce qu’elle perd, en flux et en liens.</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
    <message>
        <source>Pair</source>
        <translation>Paire</translation>
    </message>
    <message>
        <source>Pair of EPCI</source>
        <translation>Paire d’EPCI</translation>
    </message>
    <message>
        <source>Pair of towns</source>
        <translation>Paire de villes</translation>
    </message>
    <message>
        <source>Pairs joined by links: {pairs}, of which {strong} strong: the top {share} by score, then by intensity (a threshold of ours). The strongest is {first} – {second} (score {score}, links between units: {links}).</source>
        <translation>Paires reliées par des liens&#xa0;: {pairs}&#x202f;; paires fortes&#xa0;: {strong}, soit les {share} les plus élevées par le score, puis par l’intensité (seuil qui nous est propre). La plus forte est {first} – {second} (score {score}, liens entre unités&#xa0;: {links}).</translation>
    </message>
    <message>
        <source>Pairs joined by most kinds of links</source>
        <translation>Les paires liées par le plus de types</translation>
    </message>
    <message>
        <source>Pairs kept</source>
        <translation>Couples conservés</translation>
    </message>
    <message>
        <source>Pairs of perimeters</source>
        <translation>Paires de périmètres</translation>
    </message>
    <message>
        <source>Pairs of units looked at</source>
        <translation>Couples d’unités examinés</translation>
    </message>
    <message>
        <source>Pairs under the volume where the source calls its figures uncertain: {pairs}, volume {volume}; they are kept.</source>
        <translation>Couples origine-destination sous le volume où la source dit ses chiffres incertains&#xa0;: {pairs}, volume {volume}&#x202f;; ils sont conservés.</translation>
    </message>
    <message>
        <source>Participations</source>
        <translation>Participations</translation>
    </message>
    <message>
        <source>Participations (organization.csv)</source>
        <translation>Participations (organization.csv)</translation>
    </message>
    <message>
        <source>Participations in the countries kept</source>
        <translation>Participations des pays gardés</translation>
    </message>
    <message>
        <source>Participations whose town is found</source>
        <translation>Participations dont la ville est trouvée</translation>
    </message>
    <message>
        <source>Partnerships</source>
        <translation>Partenariats</translation>
    </message>
    <message>
        <source>Pays (as SCoT)</source>
        <translation>Pays (façon SCoT)</translation>
    </message>
    <message>
        <source>Pays crossed</source>
        <translation>Pays traversés</translation>
    </message>
    <message>
        <source>Perimeter</source>
        <translation>Périmètre</translation>
    </message>
    <message>
        <source>Perimeters</source>
        <translation>Périmètres</translation>
    </message>
    <message>
        <source>Perimeters against systems: {name}</source>
        <translation>Périmètres face aux systèmes&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Perimeters that hold no part of a system, not listed: {count}.</source>
        <translation>Périmètres sans aucune part d’un système, non listés&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Perimeters “{name}”: {message}</source>
        <translation>Périmètres «&#xa0;{name}&#xa0;»&#xa0;: {message}</translation>
    </message>
    <message>
        <source>Perimeters, with the share of the system that each holds</source>
        <translation>Périmètres, avec la part du système que chacun contient</translation>
    </message>
    <message>
        <source>Persons, trains, projects… : a number, 0 or more.</source>
        <translation>Personnes, trains, projets…&#xa0;: un nombre positif ou nul.</translation>
    </message>
    <message>
        <source>Picture (png, jpg, svg); it takes the place of the template&apos;s.</source>
        <translation>Image (png, jpg, svg)&#x202f;; elle remplace celle du modèle.</translation>
    </message>
    <message>
        <source>Place, year, kinds of links…</source>
        <translation>Lieu, année, types de liens…</translation>
    </message>
    <message>
        <source>Places left out</source>
        <translation>Lieux écartés</translation>
    </message>
    <message>
        <source>Points or polygons with “code”, best also with “name”, “weight” and “role”.</source>
        <translation>Points ou polygones avec «&#xa0;code&#xa0;», et de préférence «&#xa0;name&#xa0;», «&#xa0;weight&#xa0;» et «&#xa0;role&#xa0;».</translation>
    </message>
    <message>
        <source>Polygons of “{layer}” with broken rings, mended: {count}.</source>
        <translation>Polygones de «&#xa0;{layer}&#xa0;» aux contours invalides, réparés&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Polygons with the number of their system.</source>
        <translation>Polygones avec le numéro de leur système.</translation>
    </message>
    <message>
        <source>Polygons, drawn as outlines.</source>
        <translation>Polygones, dessinés par leurs contours.</translation>
    </message>
    <message>
        <source>Polygons, or a table of memberships where a unit may come several times.</source>
        <translation>Polygones, ou table d’appartenance où une unité peut figurer plusieurs fois.</translation>
    </message>
    <message>
        <source>Polygons: EPCI, SCoT, départements… or fill in the table below.</source>
        <translation>Polygones&#xa0;: EPCI, SCoT, départements… ou bien renseignez la table ci-dessous.</translation>
    </message>
    <message>
        <source>Population</source>
        <translation>Population</translation>
    </message>
    <message>
        <source>Population that the owners are drawn from</source>
        <translation>Population d’où viennent les propriétaires</translation>
    </message>
    <message>
        <source>Population, jobs… : it says which of two units is the larger. Without it, the sum of the intensities of a unit&apos;s links is used.</source>
        <translation>Population, emplois…&#xa0;: il dit laquelle de deux unités est la plus grande. À défaut, la somme des intensités des liens de l’unité en tient lieu.</translation>
    </message>
    <message>
        <source>Population, jobs…: what shares by weight count.</source>
        <translation>Population, emplois…&#xa0;: ce que comptent les parts en poids.</translation>
    </message>
    <message>
        <source>Preview on the map</source>
        <translation>Aperçu sur la carte</translation>
    </message>
    <message>
        <source>Primacy</source>
        <translation>Primatie</translation>
    </message>
    <message>
        <source>Print layout of flow maps</source>
        <translation>Mettre en page des cartes de flux</translation>
    </message>
    <message>
        <source>Print layout…</source>
        <translation>Mise en page…</translation>
    </message>
    <message>
        <source>Programmes</source>
        <translation>Programmes</translation>
    </message>
    <message>
        <source>Project</source>
        <translation>Projet</translation>
    </message>
    <message>
        <source>Projects (project.csv)</source>
        <translation>Projets (project.csv)</translation>
    </message>
    <message>
        <source>Projects of these participations</source>
        <translation>Projets de ces participations</translation>
    </message>
    <message>
        <source>Projects that link towns</source>
        <translation>Projets qui relient des villes</translation>
    </message>
    <message>
        <source>Public bodies are left out.</source>
        <translation>Les organismes publics sont écartés.</translation>
    </message>
    <message>
        <source>Put the exercise back as it was</source>
        <translation>Remettre l’exercice dans son état de départ</translation>
    </message>
    <message>
        <source>Put the exercise back as it was? Its data and its project are written again in “{folder}” and its results are removed. What you added to the project is lost; other files of the folder stay.</source>
        <translation>Remettre l’exercice dans son état de départ&#x202f;? Ses données et son projet sont récrits dans «&#xa0;{folder}&#xa0;» et ses résultats sont supprimés. Ce que vous avez ajouté au projet est perdu&#x202f;; les autres fichiers du dossier restent.</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>Questions</translation>
    </message>
    <message>
        <source>Rail links</source>
        <translation>Liens ferroviaires</translation>
    </message>
    <message>
        <source>Ranks pairs of territories by the links of their towns, and points out strong pairs that share no framework of cooperation.</source>
        <translation>Classe les paires de territoires selon les liens entre leurs villes, et signale les paires fortes qui ne partagent aucun cadre de coopération.</translation>
    </message>
    <message>
        <source>Read</source>
        <translation>Lu</translation>
    </message>
    <message>
        <source>Read the flows</source>
        <translation>Lire les flux</translation>
    </message>
    <message>
        <source>Read the log: rows read, rows kept, volume kept.</source>
        <translation>Lisez le journal&#xa0;: lignes lues, lignes conservées, volume conservé.</translation>
    </message>
    <message>
        <source>Reader of parquet files</source>
        <translation>Lecteur des fichiers parquet</translation>
    </message>
    <message>
        <source>Reading the layers…</source>
        <translation>Lecture des couches…</translation>
    </message>
    <message>
        <source>Reads a file of origin-destination flows, sums it between units, and lists every row left out with its reason.</source>
        <translation>Lit un fichier de flux origine-destination, somme les flux entre unités et liste chaque ligne écartée avec son motif.</translation>
    </message>
    <message>
        <source>Reads a railway timetable (GTFS) and counts the trains a week between units, with their best and median time.</source>
        <translation>Lit un horaire ferroviaire (GTFS) et compte les trains par semaine entre unités, avec leur meilleur temps et leur temps médian.</translation>
    </message>
    <message>
        <source>Reads the SIRENE register of French establishments and makes flows from the seat of each firm to its other establishments.</source>
        <translation>Lit le répertoire Sirene des établissements français et en tire les flux du siège de chaque entreprise vers ses autres établissements.</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>Motif</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>Recette</translation>
    </message>
    <message>
        <source>Recipe, key “link_types”: the name “{name}” stands twice; give each kind of link a name of its own.</source>
        <translation>Recette, clé «&#xa0;link_types&#xa0;»&#xa0;: le nom «&#xa0;{name}&#xa0;» figure deux fois&#x202f;; donnez à chaque type de liens son propre nom.</translation>
    </message>
    <message>
        <source>Recipe, key “{key}”: the file “{path}” does not exist. Paths are relative to the recipe.</source>
        <translation>Recette, clé «&#xa0;{key}&#xa0;»&#xa0;: le fichier «&#xa0;{path}&#xa0;» n’existe pas. Les chemins partent du dossier de la recette.</translation>
    </message>
    <message>
        <source>Recipe, key “{key}”: the value {value} is wrong; expected {expected}.</source>
        <translation>Recette, clé «&#xa0;{key}&#xa0;»&#xa0;: la valeur {value} ne convient pas&#x202f;; attendu&#xa0;: {expected}.</translation>
    </message>
    <message>
        <source>Recipe, {key}: expected an object with keys, between {{ and }}.</source>
        <translation>Recette, {key}&#xa0;: un objet avec des clés est attendu, entre {{ et }}.</translation>
    </message>
    <message>
        <source>Recipe: the key “{key}” is missing; expected {expected}.</source>
        <translation>Recette&#xa0;: la clé «&#xa0;{key}&#xa0;» manque&#x202f;; attendu&#xa0;: {expected}.</translation>
    </message>
    <message>
        <source>Recipe: the key “{key}” is unknown. Did you mean {known}?</source>
        <translation>Recette&#xa0;: la clé «&#xa0;{key}&#xa0;» est inconnue. Vouliez-vous dire {known}&#x202f;?</translation>
    </message>
    <message>
        <source>Recipe: the key “{key}” stands twice in one place.</source>
        <translation>Recette&#xa0;: la clé «&#xa0;{key}&#xa0;» figure deux fois au même endroit.</translation>
    </message>
    <message>
        <source>Recipe: “{source}” cannot be opened as a layer; check the file and the name after “layername=”.</source>
        <translation>Recette&#xa0;: «&#xa0;{source}&#xa0;» ne peut pas être ouvert comme couche&#x202f;; vérifiez le fichier et le nom qui suit «&#xa0;layername=&#xa0;».</translation>
    </message>
    <message>
        <source>Reciprocity</source>
        <translation>Réciprocité</translation>
    </message>
    <message>
        <source>Record of the run</source>
        <translation>Journal du calcul</translation>
    </message>
    <message>
        <source>Records of trips that run on these days</source>
        <translation>Circulations enregistrées qui roulent ces jours-là</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>Régions</translation>
    </message>
    <message>
        <source>Regions are numbered by falling number of residents and named after the unit that receives most. Units tied to no region stay in none (0). The tree lists the merges of intramax in order, with the share of the flow held inside after each one.</source>
        <translation>Les régions sont numérotées par nombre décroissant d’actifs résidents et portent le nom de l’unité qui reçoit le plus. Les unités qui ne se rattachent à aucune région restent en dehors (0). L’arbre liste les fusions d’intramax dans l’ordre, avec la part des flux internes aux régions après chacune.</translation>
    </message>
    <message>
        <source>Register of establishments</source>
        <translation>Répertoire des établissements</translation>
    </message>
    <message>
        <source>Register of legal units</source>
        <translation>Répertoire des unités légales</translation>
    </message>
    <message>
        <source>Remarks on these data</source>
        <translation>Remarques sur ces données</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Report…</source>
        <translation>Rapport…</translation>
    </message>
    <message>
        <source>Reservations to hear: flows are simulated, the region is cut out, kinds of links weigh the same, and a system is a way of reading, not a perimeter to manage.</source>
        <translation>Les réserves à entendre&#xa0;: les flux sont simulés, la région est découpée, les types de liens pèsent autant les uns que les autres, et un système est une grille de lecture, non un périmètre de gestion.</translation>
    </message>
    <message>
        <source>Reset…</source>
        <translation>Réinitialiser…</translation>
    </message>
    <message>
        <source>Residents in work: a smaller area is never valid.</source>
        <translation>Actifs occupés résidents&#xa0;: un bassin plus petit n’est jamais valide.</translation>
    </message>
    <message>
        <source>Resists extreme values: only the order counts.</source>
        <translation>Résiste aux valeurs extrêmes&#xa0;: seul l’ordre compte.</translation>
    </message>
    <message>
        <source>Resolution</source>
        <translation>Résolution</translation>
    </message>
    <message>
        <source>Resolution (louvain)</source>
        <translation>Résolution (louvain)</translation>
    </message>
    <message>
        <source>Rides</source>
        <translation>Trajets</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>Rôles</translation>
    </message>
    <message>
        <source>Rounds of balancing of the model</source>
        <translation>Itérations d’ajustement du modèle</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Lignes</translation>
    </message>
    <message>
        <source>Rows and volume by reason, side and code.</source>
        <translation>Lignes et volume par motif, extrémité et code.</translation>
    </message>
    <message>
        <source>Rows are left out for one reason only: unknown_origin, unknown_destination, outside_units (the lookup says that the code belongs to no unit), missing_volume, secret, not_a_number, negative, malformed_row. Rows read = rows kept + rows left out, and the same for the volume.</source>
        <translation>Une ligne n’est écartée que pour un seul motif&#xa0;: unknown_origin (origine inconnue), unknown_destination (destination inconnue), outside_units (la table de correspondance dit que le code n’appartient à aucune unité), missing_volume (volume absent), secret (cellule secrète), not_a_number (volume qui n’est pas un nombre), negative (volume négatif), malformed_row (ligne mal formée). Lignes lues = lignes conservées + lignes écartées, et de même pour le volume.</translation>
    </message>
    <message>
        <source>Rows kept</source>
        <translation>Lignes conservées</translation>
    </message>
    <message>
        <source>Rows kept: {kept} of {read}; volume kept: {volume_kept} of {volume_read}.</source>
        <translation>Lignes conservées&#xa0;: {kept} sur {read}&#x202f;; volume conservé&#xa0;: {volume_kept} sur {volume_read}.</translation>
    </message>
    <message>
        <source>Rows left out</source>
        <translation>Lignes écartées</translation>
    </message>
    <message>
        <source>Rows left out, by reason</source>
        <translation>Lignes écartées, par motif</translation>
    </message>
    <message>
        <source>Rows left out, {reason}: {rows}, volume {volume}.</source>
        <translation>Lignes écartées, {reason}&#xa0;: {rows}, pour un volume de {volume}.</translation>
    </message>
    <message>
        <source>Rows of frequencies.txt of “{file}” whose times or headway cannot be read: {count}. They add no departure.</source>
        <translation>Lignes de frequencies.txt de «&#xa0;{file}&#xa0;» dont les heures ou l’intervalle sont illisibles&#xa0;: {count}. Elles n’ajoutent aucun départ.</translation>
    </message>
    <message>
        <source>Rows of stop_times.txt left out of “{file}” because their trip, stop or order is unknown: {count}.</source>
        <translation>Lignes de stop_times.txt écartées de «&#xa0;{file}&#xa0;» parce que leur circulation, leur arrêt ou leur rang est inconnu&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Rows of the calendar left out of “{file}” because their date, or what they change, cannot be read: {count}.</source>
        <translation>Lignes du calendrier de «&#xa0;{file}&#xa0;» écartées parce que leur date, ou ce qu’elles changent, est illisible&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Rows of the table of groups left out because one of their sirens is not a number of nine digits: {count}.</source>
        <translation>Lignes de la table des groupes écartées parce que l’un de leurs siren n’est pas un nombre de neuf chiffres&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Rows of volume 0, which make no flow: {rows}.</source>
        <translation>Lignes de volume nul, qui ne forment pas de flux&#xa0;: {rows}.</translation>
    </message>
    <message>
        <source>Rows of “{file}” left out because they have not as many cells as the header: {count} (row {rows}).</source>
        <translation>Lignes de «&#xa0;{file}&#xa0;» écartées parce qu’elles n’ont pas autant de cellules que l’en-tête&#xa0;: {count} (n°&#xa0;{rows}).</translation>
    </message>
    <message>
        <source>Rows of “{table}” whose code is no unit: {count} ({codes}). They take no part.</source>
        <translation>Lignes de «&#xa0;{table}&#xa0;» dont le code n’est pas une unité&#xa0;: {count} ({codes}). Elles ne sont pas prises en compte.</translation>
    </message>
    <message>
        <source>Rows of “{table}” whose volume is not a number: {count} (for example “{text}”).</source>
        <translation>Lignes de «&#xa0;{table}&#xa0;» dont le volume n’est pas un nombre&#xa0;: {count} (par exemple «&#xa0;{text}&#xa0;»).</translation>
    </message>
    <message>
        <source>Rows of “{table}” whose volume is secret: {count}. It is missing, not 0: each is under {below}, so less than {most} in all is hidden.</source>
        <translation>Lignes de «&#xa0;{table}&#xa0;» dont le volume est secret&#xa0;: {count}. Il est manquant, non nul&#xa0;: chacun est sous {below}, donc moins de {most} au total est caché.</translation>
    </message>
    <message>
        <source>Rows of “{table}” without the code of a unit or of a perimeter, left out: {count}.</source>
        <translation>Lignes de «&#xa0;{table}&#xa0;» sans code d’unité ou de périmètre, écartées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Rows read</source>
        <translation>Lignes lues</translation>
    </message>
    <message>
        <source>Rule</source>
        <translation>Règle</translation>
    </message>
    <message>
        <source>Run a recipe</source>
        <translation>Exécuter une recette</translation>
    </message>
    <message>
        <source>Run the recipe of the exercise…</source>
        <translation>Exécuter la recette de l’exercice…</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>Essais</translation>
    </message>
    <message>
        <source>Runs the whole chain that a JSON file describes, from flow files to interurban systems, with a project, a map and a report.</source>
        <translation>Exécute toute la chaîne décrite par un fichier JSON, des fichiers de flux aux systèmes interurbains, avec un projet, une carte et un rapport.</translation>
    </message>
    <message>
        <source>Régions (IGN)</source>
        <translation>Régions (IGN)</translation>
    </message>
    <message>
        <source>SCoT (Géoplateforme)</source>
        <translation>SCoT (Géoplateforme)</translation>
    </message>
    <message>
        <source>SIRENE knows no groups: a subsidiary is a firm with a seat of its own. A table of groups joins firms to the seat of their head.</source>
        <translation>Sirene ignore les groupes&#xa0;: une filiale est une entreprise qui a son propre siège. Une table des groupes rattache les entreprises au siège de leur tête.</translation>
    </message>
    <message>
        <source>SIRENE: establishments and legal units</source>
        <translation>SIRENE&#xa0;: établissements et unités légales</translation>
    </message>
    <message>
        <source>SNCF: timetables (GTFS)</source>
        <translation>SNCF&#xa0;: horaires (GTFS)</translation>
    </message>
    <message>
        <source>Save the comparison</source>
        <translation>Enregistrer la comparaison</translation>
    </message>
    <message>
        <source>Saved: {path}</source>
        <translation>Enregistré&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Saves systems, perimeters and pairs as the sheets of one xlsx file.</source>
        <translation>Enregistre systèmes, périmètres et paires comme feuilles d’un même fichier xlsx.</translation>
    </message>
    <message>
        <source>Saves the report of the comparison, to read or to print.</source>
        <translation>Enregistre le rapport de la comparaison, à lire ou à imprimer.</translation>
    </message>
    <message>
        <source>Saves the table in view as CSV.</source>
        <translation>Enregistre la table affichée en CSV.</translation>
    </message>
    <message>
        <source>Say in “{parameter}” which column of “{table}” to use. Its columns are: {columns}.</source>
        <translation>Dites dans «&#xa0;{parameter}&#xa0;» quelle colonne de «&#xa0;{table}&#xa0;» utiliser. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>Say what you expect before any computation.</source>
        <translation>Dire ce qu’on attend avant tout calcul.</translation>
    </message>
    <message>
        <source>Says how much is exchanged; everyone understands it.</source>
        <translation>Dit combien s’échange&#x202f;; chacun le comprend.</translation>
    </message>
    <message>
        <source>Says which EPCI, SCoT or départements each system crosses, and what share of it each one holds.</source>
        <translation>Indique les EPCI, SCoT ou départements que chaque système traverse, et la part du système que chacun contient.</translation>
    </message>
    <message>
        <source>Scaling inside a kind</source>
        <translation>Normalisation dans un type</translation>
    </message>
    <message>
        <source>Score</source>
        <translation>Score</translation>
    </message>
    <message>
        <source>Score of the strongest pairs, missing alliances first.</source>
        <translation>Score des paires les plus fortes, alliances manquantes en tête.</translation>
    </message>
    <message>
        <source>Score of the strongest pairs.</source>
        <translation>Score des paires les plus fortes.</translation>
    </message>
    <message>
        <source>Score {low} to less than {high}</source>
        <translation>Score de {low} à moins de {high}</translation>
    </message>
    <message>
        <source>Score {score}</source>
        <translation>Score {score}</translation>
    </message>
    <message>
        <source>Score {score} and more</source>
        <translation>Score de {score} et plus</translation>
    </message>
    <message>
        <source>Seats that only the file of legal units tells</source>
        <translation>Sièges que seul le fichier des unités légales indique</translation>
    </message>
    <message>
        <source>Second homes</source>
        <translation>Résidences secondaires</translation>
    </message>
    <message>
        <source>Second homes (modelled)</source>
        <translation>Résidences secondaires (modélisé)</translation>
    </message>
    <message>
        <source>See that a rule is a choice, and whom it favours.</source>
        <translation>Voir qu’une règle est un choix, et qui elle favorise.</translation>
    </message>
    <message>
        <source>See the whole of Brittany</source>
        <translation>Voir toute la Bretagne</translation>
    </message>
    <message>
        <source>Selected links</source>
        <translation>Liens retenus</translation>
    </message>
    <message>
        <source>Selection</source>
        <translation>Sélection</translation>
    </message>
    <message>
        <source>Selects on the measure of intensity itself.</source>
        <translation>Sélectionne sur la mesure d’intensité elle-même.</translation>
    </message>
    <message>
        <source>Self-containment</source>
        <translation>Autonomie</translation>
    </message>
    <message>
        <source>Self-containment is the volume that stays inside over all that leaves, or over all that arrives, whichever is less. “To the main system” is the share of what leaves that goes to the rest of the main system.</source>
        <translation>L’autonomie est le volume qui reste à l’intérieur, rapporté à tous les départs ou à toutes les arrivées, la plus faible des deux valeurs étant retenue. «&#xa0;Vers le système principal&#xa0;» est la part des sorties qui va vers le reste du système principal.</translation>
    </message>
    <message>
        <source>Self-containment: the smaller share of the flows, leaving or arriving, that stays in the perimeter.</source>
        <translation>Autonomie&#xa0;: part des flux qui reste dans le périmètre, la plus faible entre les départs et les arrivées.</translation>
    </message>
    <message>
        <source>Sensitivity of systems</source>
        <translation>Sensibilité des systèmes</translation>
    </message>
    <message>
        <source>Sensitivity to the threshold</source>
        <translation>Sensibilité au seuil</translation>
    </message>
    <message>
        <source>Sensitivity: runs</source>
        <translation>Sensibilité&#xa0;: essais</translation>
    </message>
    <message>
        <source>Sensitivity: stability of units</source>
        <translation>Sensibilité&#xa0;: stabilité des unités</translation>
    </message>
    <message>
        <source>Set aside before the links were selected: {units}. Their own links are kept apart.</source>
        <translation>Unités mises à part avant la sélection des liens&#xa0;: {units}. Leurs propres liens sont conservés séparément.</translation>
    </message>
    <message>
        <source>Sets each flow against both of its ends: the usual tie of labour-market areas.</source>
        <translation>Rapporte chaque flux à ses deux extrémités&#xa0;: la mesure habituelle des bassins d’emploi.</translation>
    </message>
    <message>
        <source>Several kinds of one dimension count once at most in the score.</source>
        <translation>Plusieurs types d’une même dimension comptent au plus une fois dans le score.</translation>
    </message>
    <message>
        <source>Several units have the same code ({codes}): give each unit a code of its own, or choose another code field.</source>
        <translation>Plusieurs unités ont le même code ({codes})&#xa0;: donnez à chaque unité son propre code, ou choisissez un autre champ de code.</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Forme</translation>
    </message>
    <message>
        <source>Shape of the systems</source>
        <translation>Forme des systèmes</translation>
    </message>
    <message>
        <source>Share of national bodies (%)</source>
        <translation>Part des organismes nationaux (%)</translation>
    </message>
    <message>
        <source>Share of the commuters</source>
        <translation>Part des navetteurs</translation>
    </message>
    <message>
        <source>Share of the flow that the model explains (CPC)</source>
        <translation>Part des flux que le modèle explique (CPC)</translation>
    </message>
    <message>
        <source>Share of the flows inside the system that crosses a limit.</source>
        <translation>Part des flux internes au système qui franchit une limite.</translation>
    </message>
    <message>
        <source>Share of the flows inside the system that the perimeter holds.</source>
        <translation>Part des flux internes au système que contient le périmètre.</translation>
    </message>
    <message>
        <source>Share of the intensity inside systems</source>
        <translation>Part de l’intensité interne aux systèmes</translation>
    </message>
    <message>
        <source>Share of the perimeter that its main system holds.</source>
        <translation>Part du périmètre que contient son système principal.</translation>
    </message>
    <message>
        <source>Share of the perimeter that lies in the system.</source>
        <translation>Part du périmètre située dans le système.</translation>
    </message>
    <message>
        <source>Share of the system that its best match holds.</source>
        <translation>Part du système que contient son meilleur équivalent.</translation>
    </message>
    <message>
        <source>Share of the system that lies in the perimeter.</source>
        <translation>Part du système située dans le périmètre.</translation>
    </message>
    <message>
        <source>Share of the volume on selected links</source>
        <translation>Part du volume sur les liens retenus</translation>
    </message>
    <message>
        <source>Share of the volume, or intensity, drawn</source>
        <translation>Part dessinée du volume ou de l’intensité</translation>
    </message>
    <message>
        <source>Share of those with a town (%)</source>
        <translation>Part de celles dont l’adresse nomme une ville (%)</translation>
    </message>
    <message>
        <source>Share that fall on homonyms (%)</source>
        <translation>Part de celles qui tombent sur des homonymes (%)</translation>
    </message>
    <message>
        <source>Shares count</source>
        <translation>Base des parts</translation>
    </message>
    <message>
        <source>Shares of units in perimeters that are missing, below 0 or above 1: {count}; give shares from 0 to 1, or none at all.</source>
        <translation>Parts d’unités dans les périmètres manquantes, inférieures à 0 ou supérieures à 1&#xa0;: {count}&#x202f;; donnez des parts de 0 à 1, ou aucune.</translation>
    </message>
    <message>
        <source>Shares the second homes of each unit among the others by their population and their distance: a model, for want of open data on their owners.</source>
        <translation>Répartit les résidences secondaires de chaque unité entre les autres selon leur population et leur distance&#xa0;: un modèle, faute de données ouvertes sur leurs propriétaires.</translation>
    </message>
    <message>
        <source>Sheet</source>
        <translation>Feuille</translation>
    </message>
    <message>
        <source>Sheet of the participant, {minutes} minutes</source>
        <translation>Feuille du participant, {minutes} minutes</translation>
    </message>
    <message>
        <source>Shows dependence: a small town that sends much to one place stands out.</source>
        <translation>Montre la dépendance&#xa0;: une petite ville qui envoie beaucoup vers un même lieu ressort.</translation>
    </message>
    <message>
        <source>Shows or hides the layers and options of the comparison.</source>
        <translation>Affiche ou masque les couches et les options de la comparaison.</translation>
    </message>
    <message>
        <source>Shows who exchanges more than sizes and distance lead one to expect: ties that proximity does not explain.</source>
        <translation>Montre qui échange plus que les tailles et la distance ne le laissent attendre&#xa0;: les liens que la proximité n’explique pas.</translation>
    </message>
    <message>
        <source>Shows who exchanges more than sizes lead one to expect: 1 is as expected.</source>
        <translation>Montre qui échange plus que les tailles ne le laissent attendre&#xa0;: 1 est conforme à l’attendu.</translation>
    </message>
    <message>
        <source>Simple to defend, and takes out census flows too small to be certain.</source>
        <translation>Simple à défendre, et retire les flux du recensement trop petits pour être sûrs.</translation>
    </message>
    <message>
        <source>Simulated exercise data</source>
        <translation>Données d’exercice simulées</translation>
    </message>
    <message>
        <source>Size of the paper.</source>
        <translation>Format du papier.</translation>
    </message>
    <message>
        <source>Sizes are residents in work and internal flows must be there: on other flows the thresholds mean nothing.</source>
        <translation>La taille est le nombre d’actifs occupés résidents, et les flux internes doivent être présents&#xa0;: sur d’autres flux, les seuils n’ont pas de sens.</translation>
    </message>
    <message>
        <source>Small groups in a large network may be missed (resolution limit), and the centre is only the largest unit.</source>
        <translation>De petits groupes peuvent échapper à la méthode dans un grand réseau (limite de résolution), et le centre n’est que la plus grande unité.</translation>
    </message>
    <message>
        <source>Small multiples</source>
        <translation>Planche par type de liens</translation>
    </message>
    <message>
        <source>Small multiples put one map a kind of links beside the cumulated one. They need the fields s_… and r_… of cumulated links, or several layers of links.</source>
        <translation>La planche par type place une carte par type de liens à côté de la carte cumulée. Elle demande les champs s_… et r_… des liens cumulés, ou plusieurs couches de liens.</translation>
    </message>
    <message>
        <source>Small remote units merge first, regions may be very unequal, and their number is your choice.</source>
        <translation>Les petites unités isolées fusionnent d’abord, les régions peuvent être très inégales, et leur nombre est votre choix.</translation>
    </message>
    <message>
        <source>Small towns fall out, however much they depend on one.</source>
        <translation>Les petites villes disparaissent, si dépendantes soient-elles d’une autre.</translation>
    </message>
    <message>
        <source>Smaller flows never count, whatever the rule.</source>
        <translation>Les flux plus petits ne comptent jamais, quelle que soit la règle.</translation>
    </message>
    <message>
        <source>Smaller modelled flows are left out, and counted.</source>
        <translation>Les flux modélisés plus petits sont écartés, et comptés.</translation>
    </message>
    <message>
        <source>Smaller systems are dissolved.</source>
        <translation>Les systèmes plus petits sont dissous.</translation>
    </message>
    <message>
        <source>Smaller systems are neither a chain nor a mesh.</source>
        <translation>Les systèmes plus petits ne sont ni une chaîne ni un maillage.</translation>
    </message>
    <message>
        <source>Smallest</source>
        <translation>Minimum</translation>
    </message>
    <message>
        <source>Smallest number of units</source>
        <translation>Nombre minimal d’unités</translation>
    </message>
    <message>
        <source>Smallest system</source>
        <translation>Taille minimale</translation>
    </message>
    <message>
        <source>Smart&apos;s index</source>
        <translation>indice de Smart</translation>
    </message>
    <message>
        <source>So that three kinds of mobility do not outweigh the rest.</source>
        <translation>Pour que trois types de mobilités ne l’emportent pas sur le reste.</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>Logiciel</translation>
    </message>
    <message>
        <source>Sole traders are persons: the file of legal units, StockUniteLegale, tells them, and they are left out first. It also tells public bodies, real-estate partnerships, and the seat of firms of which no establishment says that it is the seat. No name and no number of a firm is written.</source>
        <translation>Les entrepreneurs individuels sont des personnes&#xa0;: le fichier des unités légales, StockUniteLegale, les désigne, et ils sont écartés en premier. Il indique aussi les organismes publics, les sociétés civiles immobilières, et le siège des entreprises dont aucun établissement ne se dit le siège. Aucun nom ni numéro d’entreprise n’est écrit.</translation>
    </message>
    <message>
        <source>Some characters of “{file}” are damaged and were read as “�”: if codes are among them, look for their rows in the rejects.</source>
        <translation>Certains caractères de «&#xa0;{file}&#xa0;» sont abîmés et ont été lus «&#xa0;�&#xa0;»&#xa0;: si des codes sont touchés, cherchez leurs lignes dans les rejets.</translation>
    </message>
    <message>
        <source>Some excluded codes are not among the units nor the links: {codes}.</source>
        <translation>Certains codes exclus ne figurent ni parmi les unités ni parmi les liens&#xa0;: {codes}.</translation>
    </message>
    <message>
        <source>Some links have a negative, missing or infinite weight: communities need weights of 0 or more.</source>
        <translation>Certains liens ont un poids négatif, absent ou infini&#xa0;: les communautés demandent des poids positifs ou nuls.</translation>
    </message>
    <message>
        <source>Some links have a “{column}” that is missing, infinite or negative: cumulate the links again.</source>
        <translation>La colonne «&#xa0;{column}&#xa0;» de certains liens est vide, infinie ou négative&#xa0;: cumulez à nouveau les liens.</translation>
    </message>
    <message>
        <source>Some links join units that are not in the table of units ({count}: {codes}). Choose the units from which the links were made.</source>
        <translation>Des liens concernent des unités absentes de la table des unités ({count}&#xa0;: {codes}). Choisissez les unités qui ont servi à calculer les liens.</translation>
    </message>
    <message>
        <source>Some links of “{name}” have an intensity that is missing, infinite or negative: compute the links again.</source>
        <translation>Certains liens de «&#xa0;{name}&#xa0;» ont une intensité vide, infinie ou négative&#xa0;: calculez à nouveau les liens.</translation>
    </message>
    <message>
        <source>Some rows have no code at one of their ends.</source>
        <translation>Certaines lignes n’ont pas de code à l’une de leurs extrémités.</translation>
    </message>
    <message>
        <source>Some sizes of the table of communes are not numbers: choose another column.</source>
        <translation>Des tailles de la table de communes ne sont pas des nombres&#xa0;: choisissez une autre colonne.</translation>
    </message>
    <message>
        <source>Some units have no code, or a code that is not text: give each a code.</source>
        <translation>Certaines unités n’ont pas de code, ou un code qui n’est pas du texte&#xa0;: donnez un code à chacune.</translation>
    </message>
    <message>
        <source>Some units have the same code: {codes}. Each unit needs its own.</source>
        <translation>Des unités portent le même code&#xa0;: {codes}. Chaque unité doit avoir le sien.</translation>
    </message>
    <message>
        <source>Some unknown codes of “{table}” differ from a known code only by their leading zeros ({count} of {total}, for example “{code}” for “{known}”): turn on the repair of codes to keep their rows.</source>
        <translation>Des codes inconnus de «&#xa0;{table}&#xa0;» ne diffèrent d’un code connu que par leurs zéros initiaux ({count} sur {total}, par exemple «&#xa0;{code}&#xa0;» pour «&#xa0;{known}&#xa0;»)&#xa0;: activez la réparation des codes pour conserver leurs lignes.</translation>
    </message>
    <message>
        <source>Some volumes are negative, missing or infinite: load the table with “Load flows”, which lists and leaves out such rows.</source>
        <translation>Certains volumes sont négatifs, absents ou infinis&#xa0;: chargez la table avec «&#xa0;Charger des flux&#xa0;», qui liste et écarte ces lignes.</translation>
    </message>
    <message>
        <source>Some weights are negative, missing or infinite: correct the weight of the units, or compare by number of units.</source>
        <translation>Certains poids sont négatifs, absents ou infinis&#xa0;: corrigez le poids des unités, ou comparez par nombre d’unités.</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Source: {source}</source>
        <translation>Source&#xa0;: {source}</translation>
    </message>
    <message>
        <source>Sources and versions</source>
        <translation>Sources et versions</translation>
    </message>
    <message>
        <source>Spreadsheet…</source>
        <translation>Tableur…</translation>
    </message>
    <message>
        <source>Stability</source>
        <translation>Stabilité</translation>
    </message>
    <message>
        <source>Stability of units</source>
        <translation>Stabilité des unités</translation>
    </message>
    <message>
        <source>Standard deviation</source>
        <translation>Écart type</translation>
    </message>
    <message>
        <source>Star: primacy</source>
        <translation>Étoile&#xa0;: primatie</translation>
    </message>
    <message>
        <source>Star: share of the first unit</source>
        <translation>Étoile&#xa0;: part de la première unité</translation>
    </message>
    <message>
        <source>Stations abroad, for instance: they stay as ends without geometry.</source>
        <translation>Les gares étrangères, par exemple&#xa0;: elles restent comme extrémités sans géométrie.</translation>
    </message>
    <message>
        <source>Stations lead to communes by a table of stations, then to units by the lookup table. Without a table of stations, a station belongs to the polygon of the units that holds it; without polygons, or with a lookup table, its own identifier is the code: in the feeds of SNCF, the eight figures of its UIC number.</source>
        <translation>Les gares mènent aux communes par une table des gares, puis aux unités par la table de correspondance. Sans table des gares, une gare appartient au polygone des unités qui la contient&#x202f;; sans polygones, ou avec une table de correspondance, son propre identifiant sert de code&#xa0;: dans les fichiers de la SNCF, les huit chiffres de son numéro UIC.</translation>
    </message>
    <message>
        <source>Stations served</source>
        <translation>Gares desservies</translation>
    </message>
    <message>
        <source>Stations that lead to no unit</source>
        <translation>Gares qui ne mènent à aucune unité</translation>
    </message>
    <message>
        <source>Stations: code of the place</source>
        <translation>Gares&#xa0;: code du lieu</translation>
    </message>
    <message>
        <source>Stations: identifier</source>
        <translation>Gares&#xa0;: identifiant</translation>
    </message>
    <message>
        <source>Step</source>
        <translation>Étape</translation>
    </message>
    <message>
        <source>Step {number} of {count}, {minutes} min</source>
        <translation>Étape {number} sur {count}, {minutes} min</translation>
    </message>
    <message>
        <source>StockEtablissement of INSEE: zip, csv or parquet.</source>
        <translation>StockEtablissement de l’Insee&#xa0;: zip, csv ou parquet.</translation>
    </message>
    <message>
        <source>StockUniteLegale of INSEE, of the same month. Without it, sole traders cannot be left out.</source>
        <translation>StockUniteLegale de l’Insee, du même mois. Sans lui, les entrepreneurs individuels ne peuvent pas être écartés.</translation>
    </message>
    <message>
        <source>Stops of the feed whose time was reckoned from those around</source>
        <translation>Arrêts du fichier dont l’heure a été calculée d’après les voisins</translation>
    </message>
    <message>
        <source>Strict cores, and small towns still find the system they lean on.</source>
        <translation>Des noyaux stricts, et les petites villes trouvent quand même le système dont elles dépendent.</translation>
    </message>
    <message>
        <source>Strong pairs that share no framework of cooperation ({names}): {count}; the strongest of these is {first} – {second}.</source>
        <translation>Paires fortes sans cadre de coopération commun ({names})&#xa0;: {count}&#x202f;; la plus forte d’entre elles est {first} – {second}.</translation>
    </message>
    <message>
        <source>Strong pairs without a framework</source>
        <translation>Paires fortes sans cadre commun</translation>
    </message>
    <message>
        <source>Strongest pairs that share no pays and no cooperation</source>
        <translation>Les paires les plus fortes qui ne partagent ni pays ni coopération</translation>
    </message>
    <message>
        <source>Style results</source>
        <translation>Habiller les résultats</translation>
    </message>
    <message>
        <source>Subtitle</source>
        <translation>Sous-titre</translation>
    </message>
    <message>
        <source>Summary of perimeters</source>
        <translation>Synthèse par périmètre</translation>
    </message>
    <message>
        <source>Summary of systems</source>
        <translation>Synthèse par système</translation>
    </message>
    <message>
        <source>Sums flows between larger units: communes to urban areas, EPCI, employment areas…</source>
        <translation>Somme les flux entre des unités plus grandes&#xa0;: des communes aux aires d’attraction, aux EPCI, aux zones d’emploi…</translation>
    </message>
    <message>
        <source>Supposes nothing but the threshold: easy to explain.</source>
        <translation>Ne suppose rien d’autre que le seuil&#xa0;: facile à expliquer.</translation>
    </message>
    <message>
        <source>Switch off the links and the units of the steps before, and look at the cumulated links: the darker, the more kinds meet.</source>
        <translation>Décochez les liens et les unités des étapes précédentes et regardez les liens cumulés&#xa0;: plus c’est foncé, plus de types s’y rencontrent.</translation>
    </message>
    <message>
        <source>Switch off “Flows” in the layer tree. Button 1: the relative link, the two first flows of each town, 100 commuters at least. Run, close, look at the lines.</source>
        <translation>Décochez «&#xa0;Flux&#xa0;» dans les couches. Bouton 1&#xa0;: le lien relatif, les deux premiers flux de chaque ville, 100 navetteurs au moins. Exécutez, fermez, regardez les traits.</translation>
    </message>
    <message>
        <source>Switch off “Systems”. Move the threshold from 1 to 5 and watch the map. Write down the systems and the towns that they cover.</source>
        <translation>Décochez «&#xa0;Systèmes&#xa0;». Déplacez le seuil de 1 à 5 et regardez la carte. Notez le nombre de systèmes et les villes qu’ils couvrent.</translation>
    </message>
    <message>
        <source>Switch on “EPCI (simplified)” and “Pays (as SCoT)” in the layer tree.</source>
        <translation>Cochez «&#xa0;EPCI (simplifiés)&#xa0;» et «&#xa0;Pays (façon SCoT)&#xa0;» dans les couches.</translation>
    </message>
    <message>
        <source>System</source>
        <translation>Système</translation>
    </message>
    <message>
        <source>System of the page</source>
        <translation>Système de la page</translation>
    </message>
    <message>
        <source>Systems</source>
        <translation>Systèmes</translation>
    </message>
    <message>
        <source>Systems (areas) and “{name}” (lines).</source>
        <translation>Systèmes (surfaces) et «&#xa0;{name}&#xa0;» (traits).</translation>
    </message>
    <message>
        <source>Systems against: {name}</source>
        <translation>Systèmes face à&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Systems and perimeters</source>
        <translation>Systèmes et périmètres</translation>
    </message>
    <message>
        <source>Systems and perimeters: look at systems beside institutions</source>
        <translation>Systèmes et périmètres&#xa0;: confronter les systèmes aux institutions</translation>
    </message>
    <message>
        <source>Systems and perimeters: reading the layers</source>
        <translation>Systèmes et périmètres&#xa0;: lecture des couches</translation>
    </message>
    <message>
        <source>Systems and perimeters: sensitivity</source>
        <translation>Systèmes et périmètres&#xa0;: sensibilité</translation>
    </message>
    <message>
        <source>Systems and perimeters: {name}</source>
        <translation>Systèmes et périmètres&#xa0;: {name}</translation>
    </message>
    <message>
        <source>Systems and “{name}”</source>
        <translation>Systèmes et «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Systems are described by all their internal links: shape, nature, reach (weighted by intensity). Reciprocity and self-containment need flows, which only “Run a recipe” has: they stay empty here.</source>
        <translation>Les systèmes sont décrits par tous leurs liens internes&#xa0;: forme, nature, portée (pondérée par l’intensité). La réciprocité et l’autonomie demandent des flux, que seul «&#xa0;Exécuter une recette&#xa0;» possède&#xa0;: elles restent vides ici.</translation>
    </message>
    <message>
        <source>Systems are numbered by falling weight and named after their centre, their largest unit; a second unit of 60 % of its weight, or of its strength, adds its name.</source>
        <translation>Les systèmes sont numérotés par poids décroissant et portent le nom de leur centre, la plus grande de leurs unités&#x202f;; une deuxième unité qui atteint 60&#xa0;% de son poids, ou de la force de ses liens, y joint le sien.</translation>
    </message>
    <message>
        <source>Systems as polygons; an atlas needs them.</source>
        <translation>Systèmes en polygones&#x202f;; indispensables à un atlas.</translation>
    </message>
    <message>
        <source>Systems beside EPCI, SCoT, départements…</source>
        <translation>Les systèmes face aux EPCI, SCoT, départements…</translation>
    </message>
    <message>
        <source>Systems of each kind beside the cumulated ones.</source>
        <translation>Systèmes de chaque type face aux systèmes cumulés.</translation>
    </message>
    <message>
        <source>Systems of fewer than {count} units are dissolved.</source>
        <translation>Les systèmes de moins de {count} unités sont dissous.</translation>
    </message>
    <message>
        <source>Systems of fewer units are dissolved.</source>
        <translation>Les systèmes qui comptent moins d’unités sont dissous.</translation>
    </message>
    <message>
        <source>Systems outside any perimeter, wholly or for a part: {count}.</source>
        <translation>Systèmes hors de tout périmètre, en entier ou en partie&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Systems set beside “{name}”: {systems}, of {units} units in all. Perimeters they lie in: {perimeters}. Shares count {measure}.</source>
        <translation>Systèmes comparés à «&#xa0;{name}&#xa0;»&#xa0;: {systems}, soit {units} unités. Périmètres sur lesquels ils s’étendent&#xa0;: {perimeters}. Base des parts&#xa0;: {measure}.</translation>
    </message>
    <message>
        <source>Systems, links inside and between them, and units. Widths and circles are proportional; the legend gives their values.</source>
        <translation>Systèmes, liens internes, liens entre systèmes et unités. Épaisseurs et cercles sont proportionnels&#x202f;; la légende en donne les valeurs.</translation>
    </message>
    <message>
        <source>Systems, units covered and likeness to the present systems as the threshold rises. Each dot is a run; the dashed line is the present threshold.</source>
        <translation>Systèmes, unités couvertes et ressemblance avec les systèmes actuels à mesure que le seuil s’élève. Chaque point est un essai&#x202f;; le tireté marque le seuil actuel.</translation>
    </message>
    <message>
        <source>Systems, {field} ≥ {threshold}</source>
        <translation>Systèmes, {field} ≥ {threshold}</translation>
    </message>
    <message>
        <source>Systems: {count}</source>
        <translation>Systèmes&#xa0;: {count}</translation>
    </message>
    <message>
        <source>Table of changes of communes</source>
        <translation>Table des changements de communes</translation>
    </message>
    <message>
        <source>Table of groups</source>
        <translation>Table des groupes</translation>
    </message>
    <message>
        <source>Table of names</source>
        <translation>Table de noms</translation>
    </message>
    <message>
        <source>Table of national bodies</source>
        <translation>Table des organismes nationaux</translation>
    </message>
    <message>
        <source>Table of stations</source>
        <translation>Table des gares</translation>
    </message>
    <message>
        <source>Table of the comparison</source>
        <translation>Table de la comparaison</translation>
    </message>
    <message>
        <source>Table of units</source>
        <translation>Table des unités</translation>
    </message>
    <message>
        <source>Table or layer of all the communes of the country, one row each or one for each post code: their names are looked for in the addresses.</source>
        <translation>Table ou couche de toutes les communes du pays, une ligne par commune ou par code postal&#xa0;: leurs noms sont cherchés dans les adresses.</translation>
    </message>
    <message>
        <source>Table that gives each code of the flows the unit it belongs to (commune to urban area, for instance): a layer, or a csv file, compressed or not.</source>
        <translation>Table qui donne, pour chaque code des flux, l’unité à laquelle il appartient (de la commune à l’aire d’attraction, par exemple)&#xa0;: une couche ou un fichier csv, compressé ou non.</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>Tables</translation>
    </message>
    <message>
        <source>Tables of flows</source>
        <translation>Tables de flux</translation>
    </message>
    <message>
        <source>Target self-containment (ttwa)</source>
        <translation>Autonomie cible (ttwa)</translation>
    </message>
    <message>
        <source>Target size (ttwa)</source>
        <translation>Taille cible (ttwa)</translation>
    </message>
    <message>
        <source>Template</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Templates (*.qpt *.json)</source>
        <translation>Modèles (*.qpt *.json)</translation>
    </message>
    <message>
        <source>Territorial balance</source>
        <translation>Bilan territorial</translation>
    </message>
    <message>
        <source>Territories and hulls may stand side by side on a map: do not compare their areas.</source>
        <translation>Territoires et enveloppes peuvent se côtoyer sur une carte&#xa0;: ne comparez pas leurs surfaces.</translation>
    </message>
    <message>
        <source>The ARI is 1 where both cuttings are the same and 0 where they agree no more than by chance. Here EPCI are much smaller than systems: most pairs of towns that a system joins are in two EPCI. The V-measure is high all the same, because almost every EPCI lies in one system: the EPCI fit inside, and none is large enough.</source>
        <translation>L’ARI vaut 1 quand les deux découpages sont identiques et 0 quand ils ne s’accordent pas mieux que par hasard. Ici les EPCI sont bien plus petits que les systèmes&#xa0;: la plupart des paires de villes qu’un système réunit sont dans deux EPCI. La V-mesure est pourtant élevée, car presque chaque EPCI tient dans un seul système&#xa0;: les EPCI s’y emboîtent, et aucun n’est assez grand.</translation>
    </message>
    <message>
        <source>The Dask cluster at “{address}” stopped answering, or lost its workers, and nothing was written: look at the cluster, then run again.</source>
        <translation>La grappe Dask de «&#xa0;{address}&#xa0;» ne répond plus, ou a perdu ses machines, et rien n’a été écrit&#xa0;: examinez la grappe, puis relancez le traitement.</translation>
    </message>
    <message>
        <source>The Dask cluster could not read “{file}” ({reason}): every worker must find it at the same path, and have pandas, and pyarrow for parquet.</source>
        <translation>La grappe Dask n’a pas pu lire «&#xa0;{file}&#xa0;» ({reason})&#xa0;: chaque machine doit le trouver au même chemin, et avoir pandas, ainsi que pyarrow pour les fichiers parquet.</translation>
    </message>
    <message>
        <source>The Python library {library} is installed here but cannot be loaded ({reason}): install a version of it for this Python and pandas, or choose the engine “pandas”.</source>
        <translation>La bibliothèque Python {library} est installée ici mais ne peut pas être chargée ({reason})&#xa0;: installez une version faite pour ce Python et ce pandas, ou choisissez le moteur «&#xa0;pandas&#xa0;».</translation>
    </message>
    <message>
        <source>The R package flows 2.0.0 asks for strictly more than the value in its local mode; here the value itself passes.</source>
        <translation>Le paquet R flows 2.0.0, en mode local, exige strictement plus que la valeur&#x202f;; ici, la valeur elle-même suffit.</translation>
    </message>
    <message>
        <source>The accents of “{file}” are encoded twice (“Ã©” stands for “é”): codes and volumes are read all the same; to correct names, open the file as UTF-8, save it as Windows-1252, and read that one.</source>
        <translation>Les accents de «&#xa0;{file}&#xa0;» sont codés deux fois («&#xa0;Ã©&#xa0;» au lieu de «&#xa0;é&#xa0;»)&#xa0;: codes et volumes sont lus malgré tout&#x202f;; pour corriger les noms, ouvrez le fichier en UTF-8, enregistrez-le en Windows-1252, puis lisez ce nouveau fichier.</translation>
    </message>
    <message>
        <source>The address is the legal seat: all of the CNRS is in Paris. National bodies can be kept, dropped, or put in the places where they work, which you give; the report says what share of the participations is theirs.</source>
        <translation>L’adresse est celle du siège&#xa0;: tout le CNRS est à Paris. Les organismes nationaux peuvent être gardés, retirés, ou placés là où ils travaillent, dans des communes que vous donnez&#x202f;; le rapport dit quelle part des participations est la leur.</translation>
    </message>
    <message>
        <source>The answer key is being made; it opens by itself.</source>
        <translation>Le corrigé se prépare&#x202f;; il s’ouvrira tout seul.</translation>
    </message>
    <message>
        <source>The answer key is for the trainer: it holds every answer. It is made from a run of the exercise, in a quarter of a minute. Make it now?</source>
        <translation>Le corrigé est pour le formateur&#xa0;: il contient toutes les réponses. Il est tiré d’une exécution de l’exercice, qui prend un quart de minute. Le préparer maintenant&#x202f;?</translation>
    </message>
    <message>
        <source>The areas of official statistics: closed on themselves, large enough, made for commuting.</source>
        <translation>Les bassins de la statistique publique&#xa0;: fermés sur eux-mêmes, assez grands, faits pour les navettes.</translation>
    </message>
    <message>
        <source>The best match of a system is the perimeter most like it (Jaccard: common part over the whole of both). The effective number of perimeters is 1 when one holds all of it, and grows as it is shared out evenly.</source>
        <translation>Le meilleur équivalent d’un système est le périmètre qui lui ressemble le plus (indice de Jaccard&#xa0;: partie commune sur la réunion des deux). Le nombre effectif de périmètres vaut 1 quand un seul le contient tout entier, et croît à mesure qu’il se partage à parts égales.</translation>
    </message>
    <message>
        <source>The codes of a file are those of one year, the units those of another: with a table of changes of communes and both years, codes are brought to the year of the units before anything else. The volumes of a commune that split are shared by the ratios of the table, at both ends if need be; a commune that merged and was re-established keeps what is its own. A row shared in several parts counts as a row where its largest part goes. What became of each code is written in a table of its own: merged, split, recoded, or unknown to the table and to the units.</source>
        <translation>Les codes d’un fichier sont ceux d’une année, les unités celles d’une autre&#xa0;: avec une table des changements de communes et les deux années, les codes sont d’abord ramenés à l’année des unités. Les volumes d’une commune scindée sont partagés selon les parts de la table, aux deux extrémités s’il le faut&#x202f;; une commune qui a fusionné puis a été rétablie garde ce qui est à elle. Une ligne partagée compte pour une ligne là où va sa plus grande part. Ce que devient chaque code est écrit dans une table à part&#xa0;: fusionné, scindé, recodé, ou inconnu de la table et des unités.</translation>
    </message>
    <message>
        <source>The colour by type is that of the kind of links with the largest scaled value; the colour by score is darker where more kinds meet.</source>
        <translation>La couleur par type est celle du type de liens dont la valeur normalisée est la plus grande&#x202f;; la couleur par score est plus foncée là où plus de types se rencontrent.</translation>
    </message>
    <message>
        <source>The data and the project of the exercise are copied to a folder of yours, where you can work and try. Nothing that is there is written over.</source>
        <translation>Les données et le projet de l’exercice sont copiés dans un dossier à vous, où vous pouvez travailler et essayer. Rien de ce qui s’y trouve n’est remplacé.</translation>
    </message>
    <message>
        <source>The database could not sum “{table}” ({reason}); nothing was written.</source>
        <translation>La base n’a pas pu additionner les flux de «&#xa0;{table}&#xa0;» ({reason})&#x202f;; rien n’a été écrit.</translation>
    </message>
    <message>
        <source>The database of “{table}” stopped answering, and nothing was written: check the server and the network, then run again.</source>
        <translation>La base de «&#xa0;{table}&#xa0;» ne répond plus, et rien n’a été écrit&#xa0;: vérifiez le serveur et le réseau, puis relancez le traitement.</translation>
    </message>
    <message>
        <source>The distance between “{a}” and “{b}” is {value}: correct the column of distances, where they are 0 or more.</source>
        <translation>La distance entre «&#xa0;{a}&#xa0;» et «&#xa0;{b}&#xa0;» est de {value}&#xa0;: corrigez la colonne des distances, qui doivent être positives ou nulles.</translation>
    </message>
    <message>
        <source>The encoding of “{file}” is none of UTF-8, UTF-16 and Windows-1252 (its letters read as “{sample}”): save the file again as UTF-8.</source>
        <translation>L’encodage de «&#xa0;{file}&#xa0;» n’est ni UTF-8, ni UTF-16, ni Windows-1252 (on y lit «&#xa0;{sample}&#xa0;»)&#xa0;: enregistrez de nouveau le fichier en UTF-8.</translation>
    </message>
    <message>
        <source>The encoding of “{file}” is none of UTF-8, UTF-16 and Windows-1252: save the file again as UTF-8.</source>
        <translation>L’encodage de «&#xa0;{file}&#xa0;» n’est ni UTF-8, ni UTF-16, ni Windows-1252&#xa0;: enregistrez de nouveau le fichier en UTF-8.</translation>
    </message>
    <message>
        <source>The engine “dask” needs the address of a scheduler, for example tcp://192.168.1.10:8786.</source>
        <translation>Le moteur «&#xa0;dask&#xa0;» demande l’adresse d’un ordonnanceur, par exemple tcp://192.168.1.10:8786.</translation>
    </message>
    <message>
        <source>The engine “postgresql” sums flows inside their own database: choose a layer of PostgreSQL as flows, or the engine “auto”.</source>
        <translation>Le moteur «&#xa0;postgresql&#xa0;» additionne les flux dans leur propre base&#xa0;: choisissez une couche PostgreSQL comme flux, ou le moteur «&#xa0;auto&#xa0;».</translation>
    </message>
    <message>
        <source>The exercise cannot be copied to “{folder}” ({reason}). Check the free space of the disk, or choose another folder.</source>
        <translation>L’exercice ne peut pas être copié dans «&#xa0;{folder}&#xa0;» ({reason}). Vérifiez l’espace libre du disque, ou choisissez un autre dossier.</translation>
    </message>
    <message>
        <source>The exercise is back as it was, but “{path}” cannot be removed: it may be open in another program.</source>
        <translation>L’exercice est revenu à son état de départ, mais «&#xa0;{path}&#xa0;» ne peut pas être supprimé&#xa0;: ce fichier est peut-être ouvert dans un autre programme.</translation>
    </message>
    <message>
        <source>The exponent is a setting, not a result: nothing open could fit it. Try several, and see what stays.</source>
        <translation>L’exposant est un réglage, non un résultat&#xa0;: aucune donnée ouverte ne permet de l’ajuster. Essayez-en plusieurs, et voyez ce qui reste.</translation>
    </message>
    <message>
        <source>The feed covers no whole week, Monday to Sunday: all its days are counted.</source>
        <translation>Le fichier ne couvre aucune semaine entière, du lundi au dimanche&#xa0;: tous ses jours sont comptés.</translation>
    </message>
    <message>
        <source>The fewer links a kind selects, the more each of them gets.</source>
        <translation>Moins un type retient de liens, plus chacun d’eux reçoit.</translation>
    </message>
    <message>
        <source>The file is StockEtablissement, as INSEE publishes it: csv, in its zip or not, or parquet; columns are found by their names, in layouts of any year. It is read piece by piece, so that 44 million rows fit in the memory of any computer.</source>
        <translation>Le fichier est StockEtablissement, tel que l’Insee le publie&#xa0;: csv, dans son zip ou non, ou parquet&#x202f;; les colonnes sont trouvées par leur nom, dans les structures de toutes les années. Il est lu morceau par morceau, si bien que 44 millions de lignes tiennent dans la mémoire de n’importe quel ordinateur.</translation>
    </message>
    <message>
        <source>The file is summed by the engine “{engine}”.</source>
        <translation>Les lignes du fichier sont additionnées par le moteur «&#xa0;{engine}&#xa0;».</translation>
    </message>
    <message>
        <source>The file must hold the flows inside each unit; without them it is “external”.</source>
        <translation>Le fichier doit contenir les flux internes à chaque unité&#x202f;; sans eux, cela revient à «&#xa0;external&#xa0;».</translation>
    </message>
    <message>
        <source>The file writes towns by hand: accents, CEDEX, numbers and punctuation are set aside, then names are looked up in the table of communes and in a list of places that are no commune (Sophia Antipolis, La Défense…). Homonyms are told apart by the post code, then by the NUTS code. The others are left out and listed as unknown_town and ambiguous_town.</source>
        <translation>Le fichier écrit les villes à la main&#xa0;: accents, CEDEX, nombres et ponctuation sont mis de côté, puis les noms sont cherchés dans la table de communes et dans une liste de lieux qui ne sont pas des communes (Sophia Antipolis, La Défense…). Les homonymes sont départagés par le code postal, puis par le code NUTS. Les autres sont écartés et listés sous unknown_town et ambiguous_town.</translation>
    </message>
    <message>
        <source>The file “{path}” does not exist: check its path.</source>
        <translation>Le fichier «&#xa0;{path}&#xa0;» n’existe pas&#xa0;: vérifiez son chemin.</translation>
    </message>
    <message>
        <source>The filters are applied in this order; each record is left out for one reason only, the first that applies.</source>
        <translation>Les filtres s’appliquent dans cet ordre&#x202f;; chaque enregistrement est écarté pour un seul motif, le premier qui vaut.</translation>
    </message>
    <message>
        <source>The first row of “{table}” looks like data, not like column names (it holds “{value}”): add a first row with the names of the columns.</source>
        <translation>La première ligne de «&#xa0;{table}&#xa0;» ressemble à des données, pas à des noms de colonnes (on y trouve «&#xa0;{value}&#xa0;»)&#xa0;: ajoutez une première ligne avec les noms des colonnes.</translation>
    </message>
    <message>
        <source>The flow from i to j is S_j P_i d_ij^-b / sum_k P_k d_kj^-b: S second homes, P population, d distance in km on the ellipsoid, b the exponent. It goes from the home of the owners to their second home; the flows into a unit add up to its second homes. Distances under 1 km count as 1 km.</source>
        <translation>Le flux de i vers j est S_j P_i d_ij^-b / somme_k P_k d_kj^-b&#xa0;: S résidences secondaires, P population, d distance en km sur l’ellipsoïde, b l’exposant. Il va du domicile des propriétaires vers leur résidence secondaire&#x202f;; les flux vers une unité redonnent ses résidences secondaires. Les distances de moins de 1 km comptent pour 1 km.</translation>
    </message>
    <message>
        <source>The flows of “{table}” are summed inside its database (PostgreSQL).</source>
        <translation>Les flux de «&#xa0;{table}&#xa0;» sont additionnés dans leur base (PostgreSQL).</translation>
    </message>
    <message>
        <source>The folder receives results.gpkg (every layer, with its style), project.qgz, map.png, report.html and run.json (parameters, versions, counts, fingerprints of the inputs). Files of an earlier run are replaced all together, or left as they were if something fails.</source>
        <translation>Le dossier reçoit results.gpkg (toutes les couches, avec leur style), project.qgz, map.png, report.html et run.json (paramètres, versions, effectifs, empreintes des fichiers d’entrée). Les fichiers d’un calcul antérieur sont remplacés tous ensemble, ou laissés tels quels en cas d’échec.</translation>
    </message>
    <message>
        <source>The folder “{folder}” cannot be made: choose a place where you have the right to write.</source>
        <translation>Le dossier «&#xa0;{folder}&#xa0;» ne peut pas être créé&#xa0;: choisissez un emplacement où vous avez le droit d’écrire.</translation>
    </message>
    <message>
        <source>The folder “{folder}” does not exist: make it, or choose another one.</source>
        <translation>Le dossier «&#xa0;{folder}&#xa0;» n’existe pas&#xa0;: créez-le, ou choisissez-en un autre.</translation>
    </message>
    <message>
        <source>The folder “{folder}” holds other files (“{example}”): choose an empty folder, or a new one.</source>
        <translation>Le dossier «&#xa0;{folder}&#xa0;» contient d’autres fichiers («&#xa0;{example}&#xa0;»)&#xa0;: choisissez un dossier vide, ou un nouveau.</translation>
    </message>
    <message>
        <source>The frameworks of “{table}” hold none of the units or of the perimeters: check the columns and the codes, or give a lookup table from the codes of the table to the units.</source>
        <translation>Les cadres de «&#xa0;{table}&#xa0;» ne contiennent aucune des unités ni aucun des périmètres&#xa0;: vérifiez les colonnes et les codes, ou donnez une table de correspondance entre les codes de la table et les unités.</translation>
    </message>
    <message>
        <source>The gain is what the self-containment of both perimeters together would gain if the unit moved from one to the other, in points; below 0, its flows hold it where it is.</source>
        <translation>Le gain est ce que gagnerait l’autonomie des deux périmètres ensemble si l’unité passait de l’un à l’autre, en points&#x202f;; au-dessous de 0, ses flux la retiennent là où elle est.</translation>
    </message>
    <message>
        <source>The gravity model of {count} units would hold too many pairs: above {limit} units, give a maximum distance for the model.</source>
        <translation>Le modèle gravitaire de {count} unités compterait trop de paires&#xa0;: au-delà de {limit} unités, donnez une distance maximale au modèle.</translation>
    </message>
    <message>
        <source>The gravity model reproduces the margins only to {error}: too few pairs are open to the flows; give a longer maximum distance, or more pairs.</source>
        <translation>Le modèle gravitaire ne reproduit les marges qu’à {error} près&#xa0;: trop peu de paires sont ouvertes aux flux&#x202f;; donnez une distance maximale plus longue, ou davantage de paires.</translation>
    </message>
    <message>
        <source>The gravity model would hold more than {limit} pairs: give a shorter maximum distance for the model.</source>
        <translation>Le modèle gravitaire compterait plus de {limit} paires&#xa0;: donnez-lui une distance maximale plus courte.</translation>
    </message>
    <message>
        <source>The intensity of a link is Smart&apos;s index: each flow squared, over the outflows of its origin times the inflows of its destination, both directions added.</source>
        <translation>L’intensité d’un lien est l’indice de Smart&#xa0;: le carré de chaque flux, divisé par les flux sortants de son origine multipliés par les flux entrants de sa destination, les deux sens additionnés.</translation>
    </message>
    <message>
        <source>The intensity of a link is its volume, both directions added.</source>
        <translation>L’intensité d’un lien est son volume, les deux sens additionnés.</translation>
    </message>
    <message>
        <source>The intensity of a link is the cosine index: each flow over the square root of the outflows of its origin times the inflows of its destination, both directions added.</source>
        <translation>L’intensité d’un lien est l’indice du cosinus&#xa0;: chaque flux, divisé par la racine carrée des flux sortants de son origine multipliés par les flux entrants de sa destination, les deux sens additionnés.</translation>
    </message>
    <message>
        <source>The intensity of a link is the larger of the two shares that its flows take in the outflows of their origins.</source>
        <translation>L’intensité d’un lien est la plus grande des deux parts que prennent ses flux dans les flux sortants de leur origine.</translation>
    </message>
    <message>
        <source>The intensity of a link is the ratio of its volume to the volume expected if destinations did not depend on origins (quasi-independence).</source>
        <translation>L’intensité d’un lien est le rapport de son volume au volume attendu si les destinations ne dépendaient pas des origines (quasi-indépendance).</translation>
    </message>
    <message>
        <source>The intensity of a link is the ratio of its volume to the volume that a doubly constrained gravity model expects, given sizes and distances.</source>
        <translation>L’intensité d’un lien est le rapport de son volume au volume attendu d’un modèle gravitaire doublement contraint, compte tenu des tailles et des distances.</translation>
    </message>
    <message>
        <source>The intensity of a link is the relative link: the share of its flow in the outflows of one end, plus the share of the return flow in the outflows of the other.</source>
        <translation>L’intensité d’un lien est le lien relatif&#xa0;: la part de son flux dans les flux sortants d’une extrémité, plus la part du flux inverse dans les flux sortants de l’autre.</translation>
    </message>
    <message>
        <source>The intensity “gravity” needs distances: give a layer of units with their places.</source>
        <translation>L’intensité «&#xa0;gravity&#xa0;» a besoin de distances&#xa0;: donnez une couche d’unités localisées.</translation>
    </message>
    <message>
        <source>The intensity “{intensity}” explodes on tiny flows: set a minimum volume with it.</source>
        <translation>L’intensité «&#xa0;{intensity}&#xa0;» s’emballe sur les très petits flux&#xa0;: fixez aussi un volume minimal.</translation>
    </message>
    <message>
        <source>The item “{item}” of the template “{path}” is not of the right type: title, subtitle, source and note are labels, map is a map, scale is a scale bar, legend, figures, table, logo and inset are pictures.</source>
        <translation>L’objet «&#xa0;{item}&#xa0;» du modèle «&#xa0;{path}&#xa0;» n’est pas du bon type&#xa0;: title, subtitle, source et note sont des étiquettes, map est une carte, scale une barre d’échelle, legend, figures, table, logo et inset des images.</translation>
    </message>
    <message>
        <source>The key “{key}” of the template “{path}” is “{value}”: {wanted} is expected.</source>
        <translation>La clé «&#xa0;{key}&#xa0;» du modèle «&#xa0;{path}&#xa0;» vaut «&#xa0;{value}&#xa0;»&#x202f;; attendu&#xa0;: {wanted}.</translation>
    </message>
    <message>
        <source>The kind of link, the layer, its metadata and the report say that these flows are modelled. Size and distance make them: to find that large and near towns are linked would be to find what was put in. Never cumulate them as an observation.</source>
        <translation>Le type de liens, la couche, ses métadonnées et le rapport disent que ces flux sont modélisés. La taille et la distance les font&#xa0;: trouver que les villes grandes et proches sont liées, ce serait retrouver ce qu’on y a mis. Ne les cumulez jamais comme une observation.</translation>
    </message>
    <message>
        <source>The kind of links “{name}” is given twice: rename one, or take one out.</source>
        <translation>Le type de liens «&#xa0;{name}&#xa0;» est donné deux fois&#xa0;: renommez-en un ou retirez-le.</translation>
    </message>
    <message>
        <source>The larger it is, the nearer the owners. Above 0.</source>
        <translation>Plus il est grand, plus les propriétaires sont proches. Supérieur à 0.</translation>
    </message>
    <message>
        <source>The largest flow of each unit is kept when it goes to a larger unit (dominant flow, Nystuen and Dacey).</source>
        <translation>Le plus grand flux de chaque unité est retenu quand il va vers une unité plus grande (flux dominant, Nystuen et Dacey).</translation>
    </message>
    <message>
        <source>The largest flows of each unit are kept, until they make {value} of its outflows.</source>
        <translation>Les plus grands flux de chaque unité sont retenus, jusqu’à atteindre {value} de ses flux sortants.</translation>
    </message>
    <message>
        <source>The largest flows that together make {value} of the total are kept.</source>
        <translation>Les plus grands flux qui font ensemble {value} du total sont retenus.</translation>
    </message>
    <message>
        <source>The largest systems among them</source>
        <translation>Plus grands systèmes concernés</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no field “{field}”: give what “Detect interurban systems” made.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» n’a pas de champ «&#xa0;{field}&#xa0;»&#xa0;: donnez ce qu’a produit «&#xa0;Délimiter les systèmes interurbains&#xa0;».</translation>
    </message>
    <message>
        <source>The layer “{layer}” has no system: lower the threshold of “Detect interurban systems”, or leave the systems out of the map.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» n’a aucun système&#xa0;: abaissez le seuil de «&#xa0;Délimiter les systèmes interurbains&#xa0;», ou retirez les systèmes de la carte.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no links: give what “Compute links”, “Cumulate links” or “Detect interurban systems” made.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» ne contient pas de liens&#xa0;: donnez ce qu’ont produit «&#xa0;Calculer les liens&#xa0;», «&#xa0;Cumuler les liens&#xa0;» ou «&#xa0;Délimiter les systèmes interurbains&#xa0;».</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no links: lines with “unit_a”, “unit_b” and “intensity”, or with “origin”, “dest” and “volume”, are expected.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» ne contient pas de liens&#xa0;: des lignes avec «&#xa0;unit_a&#xa0;», «&#xa0;unit_b&#xa0;» et «&#xa0;intensity&#xa0;», ou avec «&#xa0;origin&#xa0;», «&#xa0;dest&#xa0;» et «&#xa0;volume&#xa0;», sont attendues.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no perimeters: polygons are expected.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» ne contient pas de périmètres&#xa0;: des polygones sont attendus.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no systems: polygons with a field “system” are expected.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» ne contient pas de systèmes&#xa0;: des polygones avec un champ «&#xa0;system&#xa0;» sont attendus.</translation>
    </message>
    <message>
        <source>The layer “{layer}” holds no units: points or polygons with a field “code” are expected.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» ne contient pas d’unités&#xa0;: des points ou des polygones avec un champ «&#xa0;code&#xa0;» sont attendus.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is empty: it is styled, but draws nothing.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» est vide&#xa0;: elle reçoit un style, mais ne dessine rien.</translation>
    </message>
    <message>
        <source>The layer “{layer}” is missing from “{path}”.</source>
        <translation>La couche «&#xa0;{layer}&#xa0;» manque dans «&#xa0;{path}&#xa0;».</translation>
    </message>
    <message>
        <source>The layout is added to the project, where every item can be moved and changed, and written as a pdf or a png of 300 dots per inch. Layers of the project that have a style of this plugin are drawn as they are; others get one, on a copy.</source>
        <translation>La mise en page est ajoutée au projet, où chaque élément peut être déplacé et modifié, et écrite en pdf ou en png à 300 points par pouce. Les couches du projet qui ont déjà un style de cette extension sont dessinées telles quelles&#x202f;; les autres en reçoivent un, sur une copie.</translation>
    </message>
    <message>
        <source>The layout “{name}” could not be written: the disk may be full, or the page too large for the memory. What was there before is left as it was.</source>
        <translation>La mise en page «&#xa0;{name}&#xa0;» n’a pas pu être écrite&#xa0;: le disque est peut-être plein, ou la page trop grande pour la mémoire. Ce qui s’y trouvait est resté tel quel.</translation>
    </message>
    <message>
        <source>The legend shows round values in the very widths and diameters of the map, and is drawn again when you change a style of the project.</source>
        <translation>La légende donne des valeurs rondes, dans les épaisseurs et les diamètres mêmes de la carte&#x202f;; elle est redessinée quand vous changez un style du projet.</translation>
    </message>
    <message>
        <source>The link “{first}”, “{second}” occurs twice or joins a unit to itself: cumulate the links again.</source>
        <translation>Le lien «&#xa0;{first}&#xa0;», «&#xa0;{second}&#xa0;» figure deux fois ou relie une unité à elle-même&#xa0;: cumulez à nouveau les liens.</translation>
    </message>
    <message>
        <source>The links have no column “{column}”: choose a layer made by “Cumulate links”.</source>
        <translation>Les liens n’ont pas de colonne «&#xa0;{column}&#xa0;»&#xa0;: choisissez une couche produite par «&#xa0;Cumuler les liens&#xa0;».</translation>
    </message>
    <message>
        <source>The links have no distance (column “dist_km”): make them with a layer of units, or leave out the maximum distance.</source>
        <translation>Les liens n’ont pas de distance (colonne «&#xa0;dist_km&#xa0;»)&#xa0;: calculez-les avec une couche d’unités, ou renoncez à la distance maximale.</translation>
    </message>
    <message>
        <source>The links of “{layer}” have no volume each way (“flow_ab”, “flow_ba”): they are drawn as lines, not as arrows.</source>
        <translation>Les liens de «&#xa0;{layer}&#xa0;» n’ont pas de volume par sens («&#xa0;flow_ab&#xa0;», «&#xa0;flow_ba&#xa0;»)&#xa0;: ils sont dessinés en traits, non en flèches.</translation>
    </message>
    <message>
        <source>The links of “{name}” have no column “{column}”: choose a layer made by “Compute links”.</source>
        <translation>Les liens de «&#xa0;{name}&#xa0;» n’ont pas de colonne «&#xa0;{column}&#xa0;»&#xa0;: choisissez une couche produite par «&#xa0;Calculer les liens&#xa0;».</translation>
    </message>
    <message>
        <source>The links of “{name}” have the pair “{first}”, “{second}” more than once: compute the links again.</source>
        <translation>Les liens de «&#xa0;{name}&#xa0;» comportent plusieurs fois la paire «&#xa0;{first}&#xa0;», «&#xa0;{second}&#xa0;»&#xa0;: calculez à nouveau les liens.</translation>
    </message>
    <message>
        <source>The links of “{name}” join the unit “{code}” to itself: compute the links again.</source>
        <translation>Les liens de «&#xa0;{name}&#xa0;» relient l’unité «&#xa0;{code}&#xa0;» à elle-même&#xa0;: calculez à nouveau les liens.</translation>
    </message>
    <message>
        <source>The links, with the scale where each one falls.</source>
        <translation>Les liens, avec l’échelle dont chacun relève.</translation>
    </message>
    <message>
        <source>The logo “{path}” cannot be found: give a png, jpg or svg file.</source>
        <translation>Le logo «&#xa0;{path}&#xa0;» est introuvable&#xa0;: donnez un fichier png, jpg ou svg.</translation>
    </message>
    <message>
        <source>The look of your agency: a .qpt of the layout designer, whose paper it keeps, or a JSON file.</source>
        <translation>L’image de votre agence&#xa0;: un .qpt des mises en page de QGIS, dont le papier est gardé, ou un fichier JSON.</translation>
    </message>
    <message>
        <source>The lookup table gives each code of the flows its larger unit. The flow from I to J is the sum of the flows from every member of I to every member of J; flows between two members of one unit become its internal flow. Kinds of flows are summed apart.</source>
        <translation>La table de correspondance donne, pour chaque code des flux, l’unité plus grande à laquelle il appartient. Le flux de I vers J est la somme des flux de chaque membre de I vers chaque membre de J&#x202f;; les flux entre deux membres d’une même unité forment son flux interne. Les types de flux sont sommés séparément.</translation>
    </message>
    <message>
        <source>The lookup table gives several units to one code, for example “{first}” and “{second}” to “{code}” (codes in this case: {count}): keep one row for each code.</source>
        <translation>La table de correspondance donne plusieurs unités à un même code, par exemple «&#xa0;{first}&#xa0;» et «&#xa0;{second}&#xa0;» à «&#xa0;{code}&#xa0;» (codes dans ce cas&#xa0;: {count})&#xa0;: gardez une seule ligne par code.</translation>
    </message>
    <message>
        <source>The lookup table holds no code: choose another table or field.</source>
        <translation>La table de correspondance ne contient aucun code&#xa0;: choisissez une autre table ou un autre champ.</translation>
    </message>
    <message>
        <source>The main system of a perimeter is the one that holds most of it. Perimeters are listed from the one that holds most of the systems to the one that holds least.</source>
        <translation>Le système principal d’un périmètre est celui qui en contient la plus grande part. Les périmètres sont listés de celui qui contient le plus des systèmes à celui qui en contient le moins.</translation>
    </message>
    <message>
        <source>The map “{path}” could not be written: check the folder and the free space.</source>
        <translation>La carte «&#xa0;{path}&#xa0;» n’a pas pu être écrite&#xa0;: vérifiez le dossier et l’espace libre.</translation>
    </message>
    <message>
        <source>The model covers only the {count} pairs whose distance is given.</source>
        <translation>Le modèle ne couvre que les paires dont la distance est donnée&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>The model leaves longer pairs out. Above 5,000 units it needs such a limit.</source>
        <translation>Le modèle écarte les paires plus éloignées. Au-delà de 5&#x202f;000 unités, cette limite lui est nécessaire.</translation>
    </message>
    <message>
        <source>The module published with the article writes 1 - p0^2 where the moments give (1 - p0)^2; here the prior has them exactly.</source>
        <translation>Le module publié avec l’article écrit 1 - p0^2 là où les moments donnent (1 - p0)^2&#x202f;; ici, la loi a priori les respecte exactement.</translation>
    </message>
    <message>
        <source>The name that the flows bear.</source>
        <translation>Le nom que portent les flux.</translation>
    </message>
    <message>
        <source>The other</source>
        <translation>L’autre</translation>
    </message>
    <message>
        <source>The panel met an error that was not foreseen ({error}). The details are in the log messages panel, page “Alliance”.</source>
        <translation>Le panneau a rencontré une erreur imprévue ({error}). Le détail figure dans le panneau des messages du journal, onglet «&#xa0;Alliance&#xa0;».</translation>
    </message>
    <message>
        <source>The participations do not tell the year or the programme of their projects: give the file “project.csv” of CORDIS.</source>
        <translation>Les participations ne disent pas l’année ou le programme de leurs projets&#xa0;: donnez le fichier «&#xa0;project.csv&#xa0;» de CORDIS.</translation>
    </message>
    <message>
        <source>The participations have no column “{column}”: leave its filter empty.</source>
        <translation>Les participations n’ont pas de colonne «&#xa0;{column}&#xa0;»&#xa0;: laissez son filtre vide.</translation>
    </message>
    <message>
        <source>The pays fit better: the ARI goes from {epci} to {pays}, and fewer commuters cross a limit. Around Rennes little changes: the system holds {rennes} pays.</source>
        <translation>Les pays conviennent mieux&#xa0;: l’ARI passe de {epci} à {pays}, et moins de navetteurs franchissent une limite. Autour de Rennes peu de choses changent&#xa0;: le système compte {rennes} pays.</translation>
    </message>
    <message>
        <source>The perimeter closest to the system (largest Jaccard index).</source>
        <translation>Le périmètre le plus proche du système (indice de Jaccard le plus élevé).</translation>
    </message>
    <message>
        <source>The perimeter that fits one kind of links may not fit another. Each kind alone gives systems of its own, set here beside the others and beside the cumulated ones; a unit without a system counts as a group of its own.</source>
        <translation>Le périmètre qui convient à un type de liens ne convient pas forcément à un autre. Chaque type donne à lui seul ses propres systèmes, comparés ici à ceux des autres types et aux systèmes cumulés&#x202f;; une unité sans système compte comme un groupe à elle seule.</translation>
    </message>
    <message>
        <source>The perimeters hold none of the units (for example “{theirs}” there, “{ours}” here): check that both use the same codes.</source>
        <translation>Les périmètres ne contiennent aucune des unités (par exemple «&#xa0;{theirs}&#xa0;» d’un côté, «&#xa0;{ours}&#xa0;» de l’autre)&#xa0;: vérifiez que les codes sont les mêmes.</translation>
    </message>
    <message>
        <source>The perimeters overlap (units in more than one: {count}), so ARI, NMI, VI and V-measure, which compare partitions, are not defined: read the figures pair by pair.</source>
        <translation>Les périmètres se chevauchent (unités présentes dans plusieurs d’entre eux&#xa0;: {count})&#x202f;; l’ARI, la NMI, la VI et la V-mesure, qui comparent des partitions, ne sont donc pas définies&#xa0;: lisez les chiffres paire par paire.</translation>
    </message>
    <message>
        <source>The period ends in {last}, before it starts in {first}: exchange the two years.</source>
        <translation>La période finit en {last}, avant de commencer en {first}&#xa0;: échangez les deux années.</translation>
    </message>
    <message>
        <source>The period ends on {last}, before it starts on {first}: exchange the two days.</source>
        <translation>La période finit le {last}, avant de commencer le {first}&#xa0;: échangez les deux jours.</translation>
    </message>
    <message>
        <source>The places of the stations differ from the known codes by their leading zeros (“{code}” for “{known}”): save that column as text again.</source>
        <translation>Les lieux des gares diffèrent des codes connus par leurs zéros de tête («&#xa0;{code}&#xa0;» pour «&#xa0;{known}&#xa0;»)&#xa0;: enregistrez de nouveau cette colonne comme du texte.</translation>
    </message>
    <message>
        <source>The project “{path}” could not be written: {reason}</source>
        <translation>Le projet «&#xa0;{path}&#xa0;» n’a pas pu être écrit&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The ratios of commune {code} from {before} to {after} in “{table}” add up to {total}, not to 1: complete or correct its rows.</source>
        <translation>Les parts de la commune {code} de {before} à {after} dans «&#xa0;{table}&#xa0;» font {total} au total, et non 1&#xa0;: complétez ou corrigez ses lignes.</translation>
    </message>
    <message>
        <source>The recipe names the unit layer, the flow files of each kind of link with their rule and intensity, how kinds are cumulated, how systems are found, and the perimeters to show. Paths are relative to the recipe.</source>
        <translation>La recette désigne la couche d’unités, les fichiers de flux de chaque type de liens avec leur règle et leur intensité, la façon de cumuler les types, celle de délimiter les systèmes, et les périmètres à montrer. Les chemins partent du dossier de la recette.</translation>
    </message>
    <message>
        <source>The recipe “{path}” cannot be read: it must be a text file in UTF-8.</source>
        <translation>La recette «&#xa0;{path}&#xa0;» est illisible&#xa0;: elle doit être un fichier texte en UTF-8.</translation>
    </message>
    <message>
        <source>The recipe “{path}” does not exist.</source>
        <translation>La recette «&#xa0;{path}&#xa0;» n’existe pas.</translation>
    </message>
    <message>
        <source>The recipe “{path}” is not valid JSON: line {line}, column {column}. Check the commas, quotes and brackets there.</source>
        <translation>La recette «&#xa0;{path}&#xa0;» n’est pas un JSON valide&#xa0;: ligne {line}, colonne {column}. Vérifiez-y les virgules, les guillemets, les crochets et les accolades.</translation>
    </message>
    <message>
        <source>The report counts rides: a trip from one of its stops to a later one. Each is kept or left out for one reason, the first that applies, and a station that leads to no unit is listed. Stops without a time get one between those known, and are counted.</source>
        <translation>Le rapport compte des trajets&#xa0;: une circulation, d’un de ses arrêts à un arrêt suivant. Chacun est retenu, ou écarté pour un seul motif, le premier qui s’applique, et une gare qui ne mène à aucune unité est citée. Les arrêts sans heure en reçoivent une entre celles qui sont connues, et sont comptés.</translation>
    </message>
    <message>
        <source>The rows of “{table}” are read one by one: a selection, edits under way, another role or columns that are not the table&apos;s own cannot be summed inside the database.</source>
        <translation>Les lignes de «&#xa0;{table}&#xa0;» sont lues une à une&#xa0;: une sélection, des modifications en cours, un autre rôle ou des colonnes étrangères à la table ne peuvent pas être pris en compte dans la base.</translation>
    </message>
    <message>
        <source>The rows of “{table}” are read one by one: without the Python library psycopg2, the database cannot be asked to sum them.</source>
        <translation>Les lignes de «&#xa0;{table}&#xa0;» sont lues une à une&#xa0;: sans la bibliothèque Python psycopg2, on ne peut pas demander à la base de les additionner.</translation>
    </message>
    <message>
        <source>The rule acts on directed flows; a link is selected if one of its two directions is marked, or both when asked. Ties go to the larger volume, then to the partner that receives more, then to the smaller code, so the order of rows never matters.</source>
        <translation>La règle s’applique aux flux orientés&#x202f;; un lien est retenu si la règle retient l’un de ses deux sens, ou les deux quand on le demande. Les ex aequo sont départagés par le plus grand volume, puis par le partenaire qui reçoit le plus, puis par le plus petit code&#xa0;: l’ordre des lignes n’a donc aucun effet.</translation>
    </message>
    <message>
        <source>The rule “{rule}” cannot use {value}: give a number above 0 and up to {whole}.</source>
        <translation>La règle «&#xa0;{rule}&#xa0;» n’accepte pas {value}&#xa0;: donnez un nombre supérieur à 0 et d’au plus {whole}.</translation>
    </message>
    <message>
        <source>The rule “{rule}” cannot use {value}: give a whole number of 1 or more.</source>
        <translation>La règle «&#xa0;{rule}&#xa0;» n’accepte pas {value}&#xa0;: donnez un nombre entier d’au moins 1.</translation>
    </message>
    <message>
        <source>The same recipe on the same data gives the same tables, to the last digit.</source>
        <translation>La même recette sur les mêmes données donne les mêmes tables, au dernier chiffre près.</translation>
    </message>
    <message>
        <source>The score follows the study of the DATAR (2011), whose thresholds were not published: it is our reconstruction. The intensity is ours.</source>
        <translation>Le score suit l’étude de la DATAR (2011), dont les seuils n’ont pas été publiés&#xa0;: c’est notre reconstitution. L’intensité nous est propre.</translation>
    </message>
    <message>
        <source>The score of a link is the sum of the weights of the kinds that select it; with weights of 1, the number of kinds. Its intensity, from 0 to 100, averages the intensities of the kinds, each scaled inside its kind over the selected links.</source>
        <translation>Le score d’un lien est la somme des poids des types qui le retiennent&#x202f;; avec des poids de 1, c’est le nombre de types. Son intensité, de 0 à 100, est la moyenne des intensités des types, chacune normalisée dans son type sur les liens retenus.</translation>
    </message>
    <message>
        <source>The scores of these links do not tell the weights of their kinds (dimensions were capped, or two kinds always go together): no kind is left out in turn.</source>
        <translation>Les scores de ces liens ne permettent pas de retrouver les poids de leurs types (dimensions plafonnées, ou deux types toujours ensemble)&#xa0;: aucun type n’est écarté tour à tour.</translation>
    </message>
    <message>
        <source>The second homes of each unit are shared among the others in proportion to their population, divided by their distance to the power {exponent}. The flow goes from the home of the owners to their second home.</source>
        <translation>Les résidences secondaires de chaque unité sont réparties entre les autres en proportion de leur population, divisée par leur distance à la puissance {exponent}. Le flux va du domicile des propriétaires vers leur résidence secondaire.</translation>
    </message>
    <message>
        <source>The shares of a system over its perimeters sum to 1 with the row “outside”, whose code is empty; where perimeters overlap they may sum to more.</source>
        <translation>Les parts d’un système entre ses périmètres font 1 au total, avec la ligne «&#xa0;hors de tout périmètre&#xa0;», dont le code est vide&#x202f;; elles peuvent dépasser 1 là où des périmètres se chevauchent.</translation>
    </message>
    <message>
        <source>The square crushes ties of middling strength, and values fall sharply when internal flows count in the margins.</source>
        <translation>Le carré écrase les liens de force moyenne, et les valeurs chutent quand les flux internes comptent dans les marges.</translation>
    </message>
    <message>
        <source>The stability of a unit is the share of the other runs ({count}) in which it stays in the system of its centre. Units that stay in {share} of the runs and more: {firm} of {total}.</source>
        <translation>La stabilité d’une unité est la part des autres essais (au nombre de {count}) où elle reste dans le système de son centre. Unités qui y restent dans au moins {share} des essais&#xa0;: {firm} sur {total}.</translation>
    </message>
    <message>
        <source>The stability of a unit is the share of the other runs in which it stays in the system of its centre: over all of them, over the thresholds, over the kinds left out. Units without system have none.</source>
        <translation>La stabilité d’une unité est la part des autres essais où elle reste dans le système de son centre&#xa0;: sur tous les essais, sur les seuils, sur les types écartés. Les unités sans système n’en ont pas.</translation>
    </message>
    <message>
        <source>The step “{step}” of the exercise failed: {reason}</source>
        <translation>L’étape «&#xa0;{step}&#xa0;» de l’exercice a échoué&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The strongest ones; the others stay in the layer.</source>
        <translation>Les plus forts&#x202f;; les autres restent dans la couche.</translation>
    </message>
    <message>
        <source>The style of “{layer}” could not be stored beside it: {reason}</source>
        <translation>Le style de «&#xa0;{layer}&#xa0;» n’a pas pu être enregistré avec la couche&#xa0;: {reason}</translation>
    </message>
    <message>
        <source>The system most divided is {system}: it lies in {count} perimeters, as much as {effective} of equal size.</source>
        <translation>Le système le plus partagé est {system}&#xa0;: il s’étend sur {count} périmètres, l’équivalent de {effective} de parts égales.</translation>
    </message>
    <message>
        <source>The system of Brest lies in {count} EPCI, spread as over {even} of equal size; {share} of the commuters inside the system cross a limit of an EPCI.</source>
        <translation>Le système de Brest s’étend sur {count} EPCI, comme s’il se partageait entre {even} de même taille&#x202f;; {share} des navetteurs internes au système franchissent une limite d’EPCI.</translation>
    </message>
    <message>
        <source>The system that holds most of the perimeter.</source>
        <translation>Le système qui contient la plus grande part du périmètre.</translation>
    </message>
    <message>
        <source>The systems</source>
        <translation>Les systèmes</translation>
    </message>
    <message>
        <source>The systems beside “{name}”</source>
        <translation>Les systèmes face à «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>The systems.</source>
        <translation>Les systèmes.</translation>
    </message>
    <message>
        <source>The table of changes “{table}” needs two years: that of the codes of the file and that of the codes of the units.</source>
        <translation>La table des changements «&#xa0;{table}&#xa0;» demande deux années&#xa0;: celle des codes du fichier et celle des codes des unités.</translation>
    </message>
    <message>
        <source>The table of groups gives several heads to the firm {siren}: keep one row for each firm.</source>
        <translation>La table des groupes donne plusieurs têtes à l’entreprise {siren}&#xa0;: gardez une ligne par entreprise.</translation>
    </message>
    <message>
        <source>The table of groups holds no pair of sirens (nine digits each): choose its two columns, the firm and the head of its group.</source>
        <translation>La table des groupes ne contient aucune paire de siren (neuf chiffres chacun)&#xa0;: choisissez ses deux colonnes, l’entreprise et la tête de son groupe.</translation>
    </message>
    <message>
        <source>The table of groups runs in a circle: the firm {siren} is under itself. Give each firm the head of its group.</source>
        <translation>La table des groupes tourne en rond&#xa0;: l’entreprise {siren} est sous elle-même. Donnez à chaque entreprise la tête de son groupe.</translation>
    </message>
    <message>
        <source>The table of units has no column “code”.</source>
        <translation>La table des unités n’a pas de colonne «&#xa0;code&#xa0;».</translation>
    </message>
    <message>
        <source>The template “{path}” cannot be read: give a .qpt file that the layout designer of QGIS has saved.</source>
        <translation>Le modèle «&#xa0;{path}&#xa0;» ne peut pas être lu&#xa0;: donnez un fichier .qpt enregistré par une mise en page de QGIS.</translation>
    </message>
    <message>
        <source>The template “{path}” cannot be read: give a JSON file such as those of the folder resources/layouts of the plugin.</source>
        <translation>Le modèle «&#xa0;{path}&#xa0;» est illisible&#xa0;: donnez un fichier JSON comme ceux du dossier resources/layouts de l’extension.</translation>
    </message>
    <message>
        <source>The template “{path}” has an unknown key “{key}”; keys are: {keys}.</source>
        <translation>Le modèle «&#xa0;{path}&#xa0;» a une clé inconnue, «&#xa0;{key}&#xa0;»&#x202f;; les clés sont&#xa0;: {keys}.</translation>
    </message>
    <message>
        <source>The template “{path}” has no item with the id “{item}”. Ids that are filled: {ids}.</source>
        <translation>Le modèle «&#xa0;{path}&#xa0;» n’a pas d’objet d’identifiant «&#xa0;{item}&#xa0;». Identifiants remplis&#xa0;: {ids}.</translation>
    </message>
    <message>
        <source>The template “{path}” must hold one JSON object, with keys and values.</source>
        <translation>Le modèle «&#xa0;{path}&#xa0;» doit contenir un objet JSON, avec des clés et des valeurs.</translation>
    </message>
    <message>
        <source>The top quarter of linked pairs is strong, by score and then by intensity; a strong pair that shares no framework is marked missing. A perimeter belongs to a framework that holds at least half of its units. Both thresholds are ours.</source>
        <translation>Le quart supérieur des paires liées est fort, par le score puis par l’intensité&#x202f;; une paire forte sans cadre commun est marquée comme manquante. Un périmètre appartient à un cadre qui contient au moins la moitié de ses unités. Ces deux seuils nous sont propres.</translation>
    </message>
    <message>
        <source>The top {strong} of linked pairs is strong, by score and then by intensity; a perimeter belongs to a framework that holds at least {held} of its units. Both thresholds are ours.</source>
        <translation>Les {strong} les plus élevées des paires liées sont fortes, par le score puis par l’intensité&#x202f;; un périmètre appartient à un cadre qui contient au moins {held} de ses unités. Ces deux seuils nous sont propres.</translation>
    </message>
    <message>
        <source>The towns or territories that the links join.</source>
        <translation>Les villes ou territoires que relient les liens.</translation>
    </message>
    <message>
        <source>The true territory of the units, for polygons that touch.</source>
        <translation>Le vrai territoire des unités, pour des polygones qui se touchent.</translation>
    </message>
    <message>
        <source>The two partitions do not cover the same units ({first} and {second}): compare partitions of one list of units.</source>
        <translation>Les deux partitions ne portent pas sur les mêmes unités ({first} et {second})&#xa0;: comparez des partitions d’une même liste d’unités.</translation>
    </message>
    <message>
        <source>The units compared weigh nothing, so there are no indices: choose another weight, or compare by units.</source>
        <translation>Les unités comparées ont un poids nul, il n’y a donc pas d’indices&#xa0;: choisissez un autre poids, ou comparez par nombre d’unités.</translation>
    </message>
    <message>
        <source>The units have no coordinate reference system, so stations cannot be placed in them: give the layer its own, or a table of stations.</source>
        <translation>Les unités n’ont pas de système de coordonnées, donc les gares ne peuvent y être placées&#xa0;: donnez le sien à la couche, ou une table des gares.</translation>
    </message>
    <message>
        <source>The units have no polygons, so each belongs where its point lies.</source>
        <translation>Les unités n’ont pas de polygones&#xa0;: chacune appartient donc au périmètre où tombe son point.</translation>
    </message>
    <message>
        <source>The units have no weight, so shares count the number of units. For another one, choose a field in “Weight of the unit”.</source>
        <translation>Les unités n’ont pas de poids&#xa0;: les parts portent donc sur le nombre d’unités. Pour une autre base, choisissez un champ dans «&#xa0;Poids de l’unité&#xa0;».</translation>
    </message>
    <message>
        <source>The units, with the region they belong to.</source>
        <translation>Les unités, avec la région à laquelle elles appartiennent.</translation>
    </message>
    <message>
        <source>The units, with the system they belong to.</source>
        <translation>Les unités, avec le système auquel elles appartiennent.</translation>
    </message>
    <message>
        <source>The volume of a link is the number of trains in a mean week: 7 times the days of service, over the days counted. Timetable: “{feed}”; period: {periods}.</source>
        <translation>Le volume d’un lien est le nombre de trains d’une semaine moyenne&#xa0;: 7 fois les jours de circulation, sur les jours comptés. Horaire&#xa0;: «&#xa0;{feed}&#xa0;»&#x202f;; période&#xa0;: {periods}.</translation>
    </message>
    <message>
        <source>The weight of unit {code} in “{layer}” is “{value}”, which is not a number: choose a numeric field.</source>
        <translation>Le poids de l’unité {code} dans «&#xa0;{layer}&#xa0;» est «&#xa0;{value}&#xa0;», qui n’est pas un nombre&#xa0;: choisissez un champ numérique.</translation>
    </message>
    <message>
        <source>The weight of unit “{code}” is {weight}: a weight is a number of 0 or more.</source>
        <translation>Le poids de l’unité «&#xa0;{code}&#xa0;» est {weight}&#xa0;: un poids est un nombre positif ou nul.</translation>
    </message>
    <message>
        <source>The workers of the Dask cluster at “{address}” have not enough memory for “{file}”, or died of something else, and nothing was written: give them more memory, or choose the engine “duckdb” or “pandas”.</source>
        <translation>Les machines de la grappe Dask de «&#xa0;{address}&#xa0;» n’ont pas assez de mémoire pour «&#xa0;{file}&#xa0;», ou se sont arrêtées pour une autre raison, et rien n’a été écrit&#xa0;: donnez-leur plus de mémoire, ou choisissez le moteur «&#xa0;duckdb&#xa0;» ou «&#xa0;pandas&#xa0;».</translation>
    </message>
    <message>
        <source>The year of the communes, not that of the census: the files of the census of 2012 have the communes of 2014.</source>
        <translation>L’année des communes, non celle du recensement&#xa0;: les fichiers du recensement de 2012 portent les communes de 2014.</translation>
    </message>
    <message>
        <source>The {count} first of {total}.</source>
        <translation>Premières lignes&#xa0;: {count} sur {total}.</translation>
    </message>
    <message>
        <source>The {count} first perimeters of {total} are listed; the table “Summary of perimeters” has them all.</source>
        <translation>Seuls les premiers périmètres sont listés ({count} sur {total})&#x202f;; la table «&#xa0;Synthèse par périmètre&#xa0;» les contient tous.</translation>
    </message>
    <message>
        <source>The {value} largest flows out of each unit are kept.</source>
        <translation>Les {value} plus grands flux sortants de chaque unité sont retenus.</translation>
    </message>
    <message>
        <source>Their address is a legal seat: “keep” it, “drop” them, or “relocate” them to the places that your table gives.</source>
        <translation>Leur adresse est un siège&#xa0;: la garder («&#xa0;keep&#xa0;»), retirer ces organismes («&#xa0;drop&#xa0;») ou les placer dans les communes que donne votre table («&#xa0;relocate&#xa0;»).</translation>
    </message>
    <message>
        <source>There is no kind of links to compare.</source>
        <translation>Il n’y a aucun type de liens à comparer.</translation>
    </message>
    <message>
        <source>There is no kind of links to cumulate: give at least one.</source>
        <translation>Il n’y a aucun type de liens à cumuler&#xa0;: donnez-en au moins un.</translation>
    </message>
    <message>
        <source>There is no stability to give: no unit is in a system, or there is a single run.</source>
        <translation>Il n’y a pas de stabilité à donner&#xa0;: aucune unité n’est dans un système, ou il n’y a qu’un seul essai.</translation>
    </message>
    <message>
        <source>There is nothing to draw: give at least one layer of links, units, systems or perimeters.</source>
        <translation>Il n’y a rien à dessiner&#xa0;: donnez au moins une couche de liens, d’unités, de systèmes ou de périmètres.</translation>
    </message>
    <message>
        <source>There is nothing to draw: no layer of this map has a geometry.</source>
        <translation>Il n’y a rien à dessiner&#xa0;: aucune couche de cette carte n’a de géométrie.</translation>
    </message>
    <message>
        <source>These flows are modelled, not counted: the second homes of each unit are shared among the others by their population and their distance (exponent {exponent}). They cannot prove a link.</source>
        <translation>Ces flux sont modélisés, non comptés&#xa0;: les résidences secondaires de chaque unité sont réparties entre les autres selon leur population et leur distance (exposant {exponent}). Ils ne peuvent prouver aucun lien.</translation>
    </message>
    <message>
        <source>Third quartile</source>
        <translation>Troisième quartile</translation>
    </message>
    <message>
        <source>This QGIS lacks {names}. In a terminal, run “/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {modules}” and restart QGIS.</source>
        <translation>Il manque {names} à ce QGIS. Dans un terminal, exécutez «&#xa0;/Applications/QGIS.app/Contents/MacOS/bin/python3 -m pip install --user {modules}&#xa0;» et redémarrez QGIS.</translation>
    </message>
    <message>
        <source>This QGIS lacks {names}. Install {packages} with the software manager of your system (for example “sudo apt install {packages}”) and restart QGIS.</source>
        <translation>Il manque {names} à ce QGIS. Installez {packages} avec le gestionnaire de logiciels de votre système (par exemple «&#xa0;sudo apt install {packages}&#xa0;») et redémarrez QGIS.</translation>
    </message>
    <message>
        <source>This QGIS lacks {names}. Run the OSGeo4W installer again, choose “Advanced install”, tick {packages} and restart QGIS.</source>
        <translation>Il manque {names} à ce QGIS. Relancez l’installateur OSGeo4W, choisissez «&#xa0;Advanced install&#xa0;», cochez {packages} et redémarrez QGIS.</translation>
    </message>
    <message>
        <source>This computer has not enough memory for these data. Aggregate the flows to larger units, or close other programs.</source>
        <translation>Cet ordinateur n’a pas assez de mémoire pour ces données. Agrégez les flux à des unités plus grandes, ou fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>This engine needs the Python library {library}, which is not installed here: install it as the page “Large data” of the guide says, or choose the engine “pandas”.</source>
        <translation>Ce moteur demande la bibliothèque Python {library}, qui n’est pas installée ici&#xa0;: installez-la comme l’indique la page «&#xa0;Grandes données&#xa0;» du guide, ou choisissez le moteur «&#xa0;pandas&#xa0;».</translation>
    </message>
    <message>
        <source>This kind has no direction.</source>
        <translation>Ce type de liens n’est pas orienté.</translation>
    </message>
    <message>
        <source>This needs the results of the recipe: run it first, in the step “Cumulate several kinds of links”.</source>
        <translation>Il faut pour cela les résultats de la recette&#xa0;: exécutez-la d’abord, à l’étape «&#xa0;Cumuler plusieurs types de liens&#xa0;».</translation>
    </message>
    <message>
        <source>Those to keep, or how they begin, separated by commas: HORIZON, H2020-EU.1…; empty for all. It needs the file of projects.</source>
        <translation>Ceux à garder, ou leur début, séparés par des virgules&#xa0;: HORIZON, H2020-EU.1…&#x202f;; vide pour tous. Il faut le fichier des projets.</translation>
    </message>
    <message>
        <source>Those to keep, separated by commas: coordinator, participant, partner, thirdParty…; empty for all.</source>
        <translation>Ceux à garder, séparés par des virgules&#xa0;: coordinator, participant, partner, thirdParty…&#x202f;; vide pour tous.</translation>
    </message>
    <message>
        <source>Threshold</source>
        <translation>Seuil</translation>
    </message>
    <message>
        <source>Threshold ({field})</source>
        <translation>Seuil ({field})</translation>
    </message>
    <message>
        <source>Threshold of secret cells</source>
        <translation>Seuil des cellules secrètes</translation>
    </message>
    <message>
        <source>Threshold on</source>
        <translation>Seuil sur</translation>
    </message>
    <message>
        <source>Threshold on the {field}</source>
        <translation>Seuil ({field})</translation>
    </message>
    <message>
        <source>Threshold, slider</source>
        <translation>Seuil, curseur</translation>
    </message>
    <message>
        <source>Threshold: {field} of {value} and more.</source>
        <translation>Seuil&#xa0;: {field} de {value} et plus.</translation>
    </message>
    <message>
        <source>Thresholds at which the systems were found again: {count}; the present one is a {field} of {threshold} and more. The adjusted Rand index says how much each division looks like the present one: 1 when they are the same, about 0 by chance.</source>
        <translation>Seuils auxquels les systèmes ont été délimités à nouveau&#xa0;: {count}&#x202f;; seuil actuel&#xa0;: {field} de {threshold} et plus. L’indice de Rand ajusté dit à quel point chaque découpage ressemble au découpage actuel&#xa0;: 1 s’ils sont identiques, environ 0 s’ils ne se ressemblent que par hasard.</translation>
    </message>
    <message>
        <source>Thresholds to try</source>
        <translation>Seuils à essayer</translation>
    </message>
    <message>
        <source>Thresholds: “{text}” is not a list of numbers. Write them between commas, with a point for decimals: 0.5, 1, 2.</source>
        <translation>Seuils&#xa0;: «&#xa0;{text}&#xa0;» n’est pas une liste de nombres. Séparez-les par des virgules, avec un point pour les décimales&#xa0;: 0.5, 1, 2.</translation>
    </message>
    <message>
        <source>Ties go to the smaller code; LabourMarketAreas 3.4 takes the first for the least valid cluster, the last for the best tie, and leaves out units without residents or jobs.</source>
        <translation>Les ex aequo sont départagés par le plus petit code&#x202f;; LabourMarketAreas 3.4 prend le premier pour le groupe le moins valide, le dernier pour le meilleur rattachement, et écarte les unités sans résidents ou sans emplois.</translation>
    </message>
    <message>
        <source>Timetable (GTFS)</source>
        <translation>Horaire (GTFS)</translation>
    </message>
    <message>
        <source>Timetables</source>
        <translation>Horaires</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>Titre</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Vers</translation>
    </message>
    <message>
        <source>To relocate national bodies, give a table of the places where each one works.</source>
        <translation>Pour relocaliser les organismes nationaux, donnez une table des communes où chacun travaille.</translation>
    </message>
    <message>
        <source>To the main system</source>
        <translation>Vers le système principal</translation>
    </message>
    <message>
        <source>Towns</source>
        <translation>Villes</translation>
    </message>
    <message>
        <source>Towns covered</source>
        <translation>Villes couvertes</translation>
    </message>
    <message>
        <source>Towns found</source>
        <translation>Villes trouvées</translation>
    </message>
    <message>
        <source>Towns of the largest</source>
        <translation>Villes du plus grand</translation>
    </message>
    <message>
        <source>Towns or territories, points or polygons, with one code each. Distances are measured between the points, on the ellipsoid.</source>
        <translation>Villes ou territoires, points ou polygones, avec un code chacun. Les distances sont mesurées entre les points, sur l’ellipsoïde.</translation>
    </message>
    <message>
        <source>Towns that do not touch need a hull to read as one system; auto chooses.</source>
        <translation>Des villes qui ne se touchent pas ont besoin d’une enveloppe pour se lire comme un système&#x202f;; le mode automatique (auto) choisit.</translation>
    </message>
    <message>
        <source>Towns without a link</source>
        <translation>Villes sans lien</translation>
    </message>
    <message>
        <source>Trains a week</source>
        <translation>Trains par semaine</translation>
    </message>
    <message>
        <source>Trains are supply, not passengers, and of the companies of this feed only.</source>
        <translation>Les trains sont une offre, pas des voyageurs, et seulement celle des compagnies de ce fichier.</translation>
    </message>
    <message>
        <source>Trains only</source>
        <translation>Trains seulement</translation>
    </message>
    <message>
        <source>Trains that they are, by their number</source>
        <translation>Trains qu’elles forment, d’après leur numéro</translation>
    </message>
    <message>
        <source>Tree of merges</source>
        <translation>Arbre des fusions</translation>
    </message>
    <message>
        <source>Two layers hold links of the kind “{kind}”: give each kind a name of its own in “Compute links”.</source>
        <translation>Deux couches contiennent des liens du type «&#xa0;{kind}&#xa0;»&#xa0;: donnez à chaque type son propre nom dans «&#xa0;Calculer les liens&#xa0;».</translation>
    </message>
    <message>
        <source>Types counted: {types}.</source>
        <translation>Types comptés&#xa0;: {types}.</translation>
    </message>
    <message>
        <source>Types of trains</source>
        <translation>Types de trains</translation>
    </message>
    <message>
        <source>Types of trains in the feed: {types}.</source>
        <translation>Types de trains du fichier&#xa0;: {types}.</translation>
    </message>
    <message>
        <source>Typology</source>
        <translation>Typologie</translation>
    </message>
    <message>
        <source>Unit</source>
        <translation>Unité</translation>
    </message>
    <message>
        <source>Unit “{code}” appears more than once among the units: keep one row a unit.</source>
        <translation>L’unité «&#xa0;{code}&#xa0;» figure plusieurs fois parmi les unités&#xa0;: gardez une ligne par unité.</translation>
    </message>
    <message>
        <source>Units</source>
        <translation>Unités</translation>
    </message>
    <message>
        <source>Units and perimeters</source>
        <translation>Unités et périmètres</translation>
    </message>
    <message>
        <source>Units and their region</source>
        <translation>Unités et leur région</translation>
    </message>
    <message>
        <source>Units and their system</source>
        <translation>Unités et leur système</translation>
    </message>
    <message>
        <source>Units are merged until this many regions are left.</source>
        <translation>Les unités sont fusionnées jusqu’à ce qu’il reste ce nombre de régions.</translation>
    </message>
    <message>
        <source>Units by number of kinds</source>
        <translation>Unités selon le nombre de types</translation>
    </message>
    <message>
        <source>Units by the number of kinds that keep them in the system of their centre.</source>
        <translation>Unités selon le nombre de types qui les laissent dans le système de leur centre.</translation>
    </message>
    <message>
        <source>Units by the share of runs in which they stay.</source>
        <translation>Unités selon la part des essais où elles restent dans le système de leur centre.</translation>
    </message>
    <message>
        <source>Units gain their system, role in the tree of attachments, the unit they are attached to, number and strength of links, and the share of it inside the system. Links gain a scale: internal, transversal, excluded or unattached.</source>
        <translation>Les unités reçoivent leur système, leur rôle dans l’arbre des rattachements, l’unité à laquelle elles sont rattachées, le nombre et la force de leurs liens, et la part de cette force interne au système. Les liens reçoivent une échelle&#xa0;: internal (interne à un système), transversal (entre deux systèmes), excluded (avec une unité exclue) ou unattached (avec une unité hors système).</translation>
    </message>
    <message>
        <source>Units in a system</source>
        <translation>Unités dans un système</translation>
    </message>
    <message>
        <source>Units more than {distance} km apart are not linked.</source>
        <translation>Les unités distantes de plus de {distance} km ne sont pas liées.</translation>
    </message>
    <message>
        <source>Units of the largest</source>
        <translation>Unités du plus grand</translation>
    </message>
    <message>
        <source>Units of the perimeters that are not among the units compared: {count}.</source>
        <translation>Unités des périmètres absentes des unités comparées&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Units of “{layer}” without geometry: {count} ({codes}). They count in the results, but their links have no line and no distance.</source>
        <translation>Unités de «&#xa0;{layer}&#xa0;» sans géométrie&#xa0;: {count} ({codes}). Elles comptent dans les résultats, mais leurs liens n’ont ni tracé ni distance.</translation>
    </message>
    <message>
        <source>Units split by limits of perimeters: {count}; in the indices each counts whole where most of it lies.</source>
        <translation>Unités coupées par des limites de périmètres&#xa0;: {count}&#x202f;; dans les indices, chacune compte en entier là où se trouve sa plus grande part.</translation>
    </message>
    <message>
        <source>Units that both have in common.</source>
        <translation>Unités que les deux ont en commun.</translation>
    </message>
    <message>
        <source>Units that do not follow the limits of “{layer}”: {count}. Parts under 1 % were taken for slivers, and a unit whose point falls in a gap went where most of it lies.</source>
        <translation>Unités qui ne suivent pas les limites de «&#xa0;{layer}&#xa0;»&#xa0;: {count}. Les parts de moins de 1&#xa0;% ont été tenues pour des résidus de découpage, et une unité dont le point tombe dans un vide a été placée là où se trouve sa plus grande part.</translation>
    </message>
    <message>
        <source>Units that exchange most for their size are merged step by step (Masser and Brown).</source>
        <translation>Les unités qui échangent le plus au regard de leur taille sont fusionnées pas à pas (Masser et Brown).</translation>
    </message>
    <message>
        <source>Units that hold together by links over the threshold make a system; units left alone then join the system of their strongest link.</source>
        <translation>Les unités que tiennent ensemble des liens qui atteignent le seuil forment un système&#x202f;; celles qui restent seules rejoignent ensuite le système de leur lien le plus fort.</translation>
    </message>
    <message>
        <source>Units that know their system, made by “Detect interurban systems”.</source>
        <translation>Unités rattachées à leur système, produites par «&#xa0;Délimiter les systèmes interurbains&#xa0;».</translation>
    </message>
    <message>
        <source>Units that the fewest kinds keep</source>
        <translation>Unités que le moins de types laissent avec leur centre</translation>
    </message>
    <message>
        <source>Units that their system draws out of “{name}”</source>
        <translation>Unités que leur système attire hors de leur périmètre&#xa0;: «&#xa0;{name}&#xa0;»</translation>
    </message>
    <message>
        <source>Units whose system is not the main one of their perimeter, and lies for the most part in another one: {count}.</source>
        <translation>Unités dont le système n’est pas le système principal de leur périmètre et se trouve pour l’essentiel dans un autre&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Units with second homes</source>
        <translation>Unités à résidences secondaires</translation>
    </message>
    <message>
        <source>Units with their system</source>
        <translation>Unités avec leur système</translation>
    </message>
    <message>
        <source>Units with their system, points or polygons.</source>
        <translation>Unités avec leur système, points ou polygones.</translation>
    </message>
    <message>
        <source>Units without a system or outside any perimeter, left out of the indices: {count}.</source>
        <translation>Unités sans système ou hors de tout périmètre, laissées hors des indices&#xa0;: {count}.</translation>
    </message>
    <message>
        <source>Units without a weight count as 0 ({count}, for example “{code}”).</source>
        <translation>Les unités sans poids comptent pour 0 ({count}, par exemple «&#xa0;{code}&#xa0;»).</translation>
    </message>
    <message>
        <source>Units “{a}” and “{b}” are at distance 0, which a power law cannot bear: choose the exponential deterrence, or correct their places.</source>
        <translation>Les unités «&#xa0;{a}&#xa0;» et «&#xa0;{b}&#xa0;» sont à distance nulle, ce que n’admet pas une loi puissance&#xa0;: choisissez la fonction exponentielle, ou corrigez leur position.</translation>
    </message>
    <message>
        <source>Units, from the largest to the smallest</source>
        <translation>Unités, de la plus grande à la plus petite</translation>
    </message>
    <message>
        <source>Units, their weight, or their area.</source>
        <translation>Nombre d’unités, poids ou surface.</translation>
    </message>
    <message>
        <source>Urban areas apart give scattered pieces; points have no territory and get a hull.</source>
        <translation>Des aires d’attraction séparées donnent des morceaux épars&#x202f;; les points n’ont pas de territoire et reçoivent une enveloppe.</translation>
    </message>
    <message>
        <source>V-measure</source>
        <translation>V-mesure</translation>
    </message>
    <message>
        <source>V-measure: 1 when systems and perimeters are the same</source>
        <translation>V-mesure&#xa0;: 1 quand systèmes et périmètres coïncident</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Valeur</translation>
    </message>
    <message>
        <source>Value of the rule</source>
        <translation>Valeur de la règle</translation>
    </message>
    <message>
        <source>Value per person</source>
        <translation>Valeur par personne</translation>
    </message>
    <message>
        <source>Value that meets the threshold</source>
        <translation>Grandeur soumise au seuil</translation>
    </message>
    <message>
        <source>Values lie close together, so a threshold cuts less sharply.</source>
        <translation>Les valeurs sont proches les unes des autres&#xa0;: un seuil tranche moins nettement.</translation>
    </message>
    <message>
        <source>Variable geometry</source>
        <translation>Géométrie variable</translation>
    </message>
    <message>
        <source>Variation of information (nats)</source>
        <translation>Variation d’information (VI, en nats)</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Volume</source>
        <translation>Volume</translation>
    </message>
    <message>
        <source>Volume column</source>
        <translation>Colonne du volume</translation>
    </message>
    <message>
        <source>Volume inside</source>
        <translation>Volume interne</translation>
    </message>
    <message>
        <source>Volume kept</source>
        <translation>Volume conservé</translation>
    </message>
    <message>
        <source>Volume left out</source>
        <translation>Volume écarté</translation>
    </message>
    <message>
        <source>Volume of one</source>
        <translation>Volume unitaire</translation>
    </message>
    <message>
        <source>Volume of these flows</source>
        <translation>Volume de ces flux</translation>
    </message>
    <message>
        <source>Volume read</source>
        <translation>Volume lu</translation>
    </message>
    <message>
        <source>Volume {value}</source>
        <translation>Volume {value}</translation>
    </message>
    <message>
        <source>Volumes of the links that are selected</source>
        <translation>Volumes des liens retenus</translation>
    </message>
    <message>
        <source>Volumes such as “{text}” were read with a decimal comma, as {number}: if the comma parts thousands, remove it from the file.</source>
        <translation>Des volumes comme «&#xa0;{text}&#xa0;» ont été lus avec une virgule décimale, soit {number}&#xa0;: si la virgule sépare les milliers, retirez-la du fichier.</translation>
    </message>
    <message>
        <source>Volumes that are blank or “s” are each under it: missing, not 0, and counted apart. 0: that of the layout, 11 for second homes, none for the others.</source>
        <translation>Les volumes vides ou «&#xa0;s&#xa0;» sont chacun sous ce seuil&#xa0;: manquants, non nuls, et comptés à part. 0&#xa0;: celui de la structure choisie, 11 pour les résidences secondaires, aucun pour les autres.</translation>
    </message>
    <message>
        <source>Weigh the links</source>
        <translation>Peser les liens</translation>
    </message>
    <message>
        <source>Weighs both directions, each against its own origin: fair between towns of unequal size.</source>
        <translation>Mesure les deux sens, chacun au regard de son origine&#xa0;: équitable entre villes de tailles inégales.</translation>
    </message>
    <message>
        <source>Weighs the links between towns for one kind of flows, and marks those that matter.</source>
        <translation>Mesure les liens entre villes pour un type de flux et retient ceux qui comptent.</translation>
    </message>
    <message>
        <source>Weight</source>
        <translation>Poids</translation>
    </message>
    <message>
        <source>Weight and dimension of each kind</source>
        <translation>Poids et dimension de chaque type</translation>
    </message>
    <message>
        <source>Weight of a pair</source>
        <translation>Poids d’une paire</translation>
    </message>
    <message>
        <source>Weight of the unit</source>
        <translation>Poids de l’unité</translation>
    </message>
    <message>
        <source>Weight {value}</source>
        <translation>Poids {value}</translation>
    </message>
    <message>
        <source>Weights: no layer holds links of the kind “{kind}”. There are: {kinds}.</source>
        <translation>Poids&#xa0;: aucune couche ne contient de liens du type «&#xa0;{kind}&#xa0;». Types présents&#xa0;: {kinds}.</translation>
    </message>
    <message>
        <source>Weights: the dimension “{dimension}” of the kind “{kind}” is unknown; choose among {dimensions}.</source>
        <translation>Poids&#xa0;: la dimension «&#xa0;{dimension}&#xa0;» du type «&#xa0;{kind}&#xa0;» est inconnue&#x202f;; choisissez parmi {dimensions}.</translation>
    </message>
    <message>
        <source>Weights: “{weight}” of the kind “{kind}” is not a number above 0.</source>
        <translation>Poids&#xa0;: «&#xa0;{weight}&#xa0;», donné au type «&#xa0;{kind}&#xa0;», n’est pas un nombre supérieur à 0.</translation>
    </message>
    <message>
        <source>What a link counts</source>
        <translation>Ce que compte un lien</translation>
    </message>
    <message>
        <source>What counts once a project</source>
        <translation>Ce qui compte une fois par projet</translation>
    </message>
    <message>
        <source>What do components make of them, and why?</source>
        <translation>Qu’en font les composantes, et pourquoi&#x202f;?</translation>
    </message>
    <message>
        <source>What each filter leaves out</source>
        <translation>Ce que chaque filtre écarte</translation>
    </message>
    <message>
        <source>What each kind of links changes</source>
        <translation>Ce que change chaque type de liens</translation>
    </message>
    <message>
        <source>What each kind of links keeps</source>
        <translation>Ce que retient chaque type de liens</translation>
    </message>
    <message>
        <source>What is published and what is ours</source>
        <translation>Ce qui est publié et ce qui nous est propre</translation>
    </message>
    <message>
        <source>What share of each perimeter every system holds ({measure}).{more}</source>
        <translation>Part de chaque périmètre que contient chaque système (base&#xa0;: {measure}).{more}</translation>
    </message>
    <message>
        <source>What share of each system every perimeter holds ({measure}).{more}</source>
        <translation>Part de chaque système que contient chaque périmètre (base&#xa0;: {measure}).{more}</translation>
    </message>
    <message>
        <source>What shares count</source>
        <translation>Base des parts</translation>
    </message>
    <message>
        <source>What stands for 10,000 employees and more.</source>
        <translation>Ce qui tient lieu de 10 000 salariés et plus.</translation>
    </message>
    <message>
        <source>What sums the rows of a PostgreSQL layer; both give the same flows. “auto” lets the database do it where it can, “pandas” reads the rows through QGIS.</source>
        <translation>Ce qui additionne les lignes d’une couche PostgreSQL&#x202f;; les deux donnent les mêmes flux. «&#xa0;auto&#xa0;» laisse la base le faire quand elle le peut, «&#xa0;pandas&#xa0;» lit les lignes à travers QGIS.</translation>
    </message>
    <message>
        <source>What sums the rows of a large file; all give the same flows. “auto” reads small files at once, larger ones with DuckDB where it is installed, else with pandas by chunks.</source>
        <translation>Ce qui additionne les lignes d’un grand fichier&#x202f;; tous donnent les mêmes flux. «&#xa0;auto&#xa0;» lit les petits fichiers d’un coup, les plus grands avec DuckDB s’il est installé, sinon avec pandas par morceaux.</translation>
    </message>
    <message>
        <source>What the chosen row crosses</source>
        <translation>Ce que traverse la ligne choisie</translation>
    </message>
    <message>
        <source>What the selection keeps: {kind}</source>
        <translation>Ce que la sélection retient&#xa0;: {kind}</translation>
    </message>
    <message>
        <source>What the systems are made of</source>
        <translation>Composition des systèmes</translation>
    </message>
    <message>
        <source>What to compare</source>
        <translation>Données à comparer</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>À faire</translation>
    </message>
    <message>
        <source>What was asked</source>
        <translation>Paramètre</translation>
    </message>
    <message>
        <source>What was run</source>
        <translation>Ce qui a été calculé</translation>
    </message>
    <message>
        <source>What weighed most here is the method (attachment or components), and a threshold of 4 and more. Leaving one kind of links out changes less than one thinks, except for the kind that comes first in the table below.</source>
        <translation>Ce qui a le plus pesé ici, c’est la méthode (rattachement ou composantes), et un seuil de 4 ou plus. Mettre de côté un type de liens change moins qu’on ne croit, sauf pour celui qui vient en tête de la table ci-dessous.</translation>
    </message>
    <message>
        <source>What would you tell elected members, in three sentences, with what reservations?</source>
        <translation>Que diriez-vous à des élus, en trois phrases, et avec quelles réserves&#x202f;?</translation>
    </message>
    <message>
        <source>Where a unit belongs</source>
        <translation>Appartenance d’une unité</translation>
    </message>
    <message>
        <source>Where does the picture fall apart? Which threshold would you defend before elected members?</source>
        <translation>Où l’image se défait-elle&#x202f;? Quel seuil défendriez-vous devant des élus&#x202f;?</translation>
    </message>
    <message>
        <source>Where flows reach the share exactly, the R package flows 2.0.0 keeps one more in its local mode.</source>
        <translation>Quand des flux atteignent exactement la part, le paquet R flows 2.0.0, en mode local, en retient un de plus.</translation>
    </message>
    <message>
        <source>Where flows tie, the R package flows 2.0.0 keeps those of the last columns; here the larger partner comes first, then the smaller code.</source>
        <translation>Entre flux ex aequo, le paquet R flows 2.0.0 retient ceux des dernières colonnes&#x202f;; ici passent d’abord le plus grand partenaire, puis le plus petit code.</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>Provenance</translation>
    </message>
    <message>
        <source>Where its system lies</source>
        <translation>Où se trouve son système</translation>
    </message>
    <message>
        <source>Where networkx and igraph draw the order of the units at random, here it is that of their codes; communities are always connected.</source>
        <translation>Là où networkx et igraph tirent au sort l’ordre des unités, on suit ici celui des codes&#x202f;; les communautés sont toujours d’un seul tenant.</translation>
    </message>
    <message>
        <source>Where the data come from, without the word “Source”.</source>
        <translation>D’où viennent les données, sans le mot «&#xa0;Source&#xa0;».</translation>
    </message>
    <message>
        <source>Which EPCI are strongly linked and share no pays and no cooperation?</source>
        <translation>Quels EPCI sont fortement liés et ne partagent ni pays ni coopération&#x202f;?</translation>
    </message>
    <message>
        <source>Which EPCI is most like each system?</source>
        <translation>Quel EPCI ressemble le plus à chaque système&#x202f;?</translation>
    </message>
    <message>
        <source>Which choice weighed most: the kinds of links, the rule, the threshold, the method, the perimeter?</source>
        <translation>Quel choix a le plus pesé&#xa0;: les types de liens, la règle, le seuil, la méthode, le périmètre&#x202f;?</translation>
    </message>
    <message>
        <source>Which data of yours would you bring to do this again?</source>
        <translation>Quelles données à vous apporteriez-vous pour recommencer&#x202f;?</translation>
    </message>
    <message>
        <source>Which kind keeps the smallest share of its volume?</source>
        <translation>Quel type retient la plus petite part de son volume&#x202f;?</translation>
    </message>
    <message>
        <source>Which links count.</source>
        <translation>Liens qui comptent.</translation>
    </message>
    <message>
        <source>Which pairs of towns are joined by most kinds of links?</source>
        <translation>Quelles paires de villes sont liées par le plus de types de liens&#x202f;?</translation>
    </message>
    <message>
        <source>Which systems come out, around which centres?</source>
        <translation>Quels systèmes apparaissent, autour de quels centres&#x202f;?</translation>
    </message>
    <message>
        <source>Which towns work together, in your opinion? Draw three groups on the sheet.</source>
        <translation>Quelles villes fonctionnent ensemble, selon vous&#x202f;? Dessinez trois groupes sur la feuille.</translation>
    </message>
    <message>
        <source>Who holds each system</source>
        <translation>Périmètres de chaque système</translation>
    </message>
    <message>
        <source>Whole of Brittany</source>
        <translation>Toute la Bretagne</translation>
    </message>
    <message>
        <source>Whole weeks, Monday to Sunday, that the feed covers: only {weeks}.</source>
        <translation>Semaines entières (du lundi au dimanche) couvertes par le fichier&#xa0;: {weeks} seulement.</translation>
    </message>
    <message>
        <source>Width of the arrow: volume of the flow, each way</source>
        <translation>Épaisseur de la flèche&#xa0;: volume du flux, dans chaque sens</translation>
    </message>
    <message>
        <source>Width of the line: intensity of the link</source>
        <translation>Épaisseur du trait&#xa0;: intensité du lien</translation>
    </message>
    <message>
        <source>Width of the line: intensity of the link (half as wide when not inside a system)</source>
        <translation>Épaisseur du trait&#xa0;: intensité du lien (deux fois plus fin hors des systèmes)</translation>
    </message>
    <message>
        <source>Width of the line: intensity, in % of the strongest of the kind</source>
        <translation>Épaisseur du trait&#xa0;: intensité, en&#xa0;% du lien le plus fort du type</translation>
    </message>
    <message>
        <source>Width of the line: volume of the flow</source>
        <translation>Épaisseur du trait&#xa0;: volume du flux</translation>
    </message>
    <message>
        <source>Widths</source>
        <translation>Épaisseurs</translation>
    </message>
    <message>
        <source>With I what a system S and a perimeter p have in common: share of the system I/S, share of the perimeter I/p, Jaccard I/(S + p − I), overlap I/min(S, p).</source>
        <translation>I étant ce qu’un système S et un périmètre p ont en commun&#xa0;: part du système I/S, part du périmètre I/p, indice de Jaccard I/(S + p − I), recouvrement I/min(S, p).</translation>
    </message>
    <message>
        <source>With a unit layer, only flows between its units are kept. With a lookup table, codes first become those of the units (commune to urban area), and flows are summed. The arrondissements of Paris, Lyon and Marseille become their commune where the units know only that one.</source>
        <translation>Avec une couche d’unités, seuls les flux entre ses unités sont conservés. Avec une table de correspondance, les codes sont d’abord remplacés par ceux des unités (de la commune à l’aire d’attraction) et les flux sommés. Les arrondissements de Paris, Lyon et Marseille sont ramenés à leur commune quand les unités ne connaissent qu’elle.</translation>
    </message>
    <message>
        <source>With a unit outside any system</source>
        <translation>Avec une unité hors système</translation>
    </message>
    <message>
        <source>With a value per person (wage, pension), money follows the flows: choose at which end the value is read and which end receives it. Commuters bring the wage of their place of work (destination) home (origin); pensioners who move bring their pension from the origin to the destination.</source>
        <translation>Avec une valeur par personne (salaire, pension), l’argent suit les flux&#xa0;: choisissez l’extrémité où la valeur est lue et celle qui la reçoit. Les navetteurs rapportent à leur domicile (origine) le salaire de leur lieu de travail (destination)&#x202f;; les retraités qui déménagent emportent leur pension de l’origine à la destination.</translation>
    </message>
    <message>
        <source>With an excluded unit</source>
        <translation>Avec une unité exclue</translation>
    </message>
    <message>
        <source>With internal flows in the margins the share may never be reached: every flow of the unit is then kept.</source>
        <translation>Si les flux internes comptent dans les marges, la part peut n’être jamais atteinte&#xa0;: tous les flux de l’unité sont alors retenus.</translation>
    </message>
    <message>
        <source>With modelled flows, not counted ones: {kinds}</source>
        <translation>Avec des flux modélisés, et non comptés&#xa0;: {kinds}</translation>
    </message>
    <message>
        <source>With selected = 0.</source>
        <translation>Avec selected = 0.</translation>
    </message>
    <message>
        <source>Without a lookup table, flows are only summed by pair, and those whose ends are not units are left out. Every row left out is counted by reason and code.</source>
        <translation>Sans table de correspondance, les flux sont seulement sommés par couple origine-destination, et ceux dont une extrémité n’est pas une unité sont écartés. Chaque ligne écartée est comptée, par motif et par code.</translation>
    </message>
    <message>
        <source>Without a weight field, a unit weighs the sum of the intensities of its links. Units without geometry take part and are not drawn.</source>
        <translation>Sans champ de poids, une unité pèse la somme des intensités de ses liens. Les unités sans géométrie comptent, mais ne sont pas dessinées.</translation>
    </message>
    <message>
        <source>Without it, a plain table, much faster to write.</source>
        <translation>Sinon, une simple table, bien plus rapide à écrire.</translation>
    </message>
    <message>
        <source>Without it, codes stand for names.</source>
        <translation>À défaut, les codes tiennent lieu de noms.</translation>
    </message>
    <message>
        <source>Without system</source>
        <translation>Sans système</translation>
    </message>
    <message>
        <source>Without the file of legal units, holdings are known by their activity only (64.20Z), and real-estate partnerships (SCI) not at all.</source>
        <translation>Sans le fichier des unités légales, les holdings ne sont reconnues qu’à leur activité (64.20Z), et les sociétés civiles immobilières (SCI) ne le sont pas du tout.</translation>
    </message>
    <message>
        <source>Without the file of legal units, public bodies are known by their activity only (section O of the NAF), not by their legal category.</source>
        <translation>Sans le fichier des unités légales, les organismes publics ne sont reconnus qu’à leur activité (section O de la NAF), et non à leur catégorie juridique.</translation>
    </message>
    <message>
        <source>Without the file of legal units, sole traders cannot be told from firms and count as they do; neither their names nor their numbers are in what is written.</source>
        <translation>Sans le fichier des unités légales, les entrepreneurs individuels ne se distinguent pas des entreprises et comptent comme elles&#x202f;; ni leurs noms ni leurs numéros ne figurent dans ce qui est écrit.</translation>
    </message>
    <message>
        <source>Workshop: answer key of the trainer</source>
        <translation>Atelier&#xa0;: corrigé du formateur</translation>
    </message>
    <message>
        <source>Workshop: systems of towns and perimeters</source>
        <translation>Atelier&#xa0;: systèmes de villes et périmètres</translation>
    </message>
    <message>
        <source>Written: {path}</source>
        <translation>Écrit&#xa0;: {path}</translation>
    </message>
    <message>
        <source>Year of the codes of the file</source>
        <translation>Année des codes du fichier</translation>
    </message>
    <message>
        <source>Year of the codes of the units, or of the lookup table</source>
        <translation>Année des codes des unités, ou de la table de correspondance</translation>
    </message>
    <message>
        <source>a colour such as #12405f</source>
        <translation>une couleur comme #12405f</translation>
    </message>
    <message>
        <source>a column of the table of “{key}”</source>
        <translation>une colonne de la table de «&#xa0;{key}&#xa0;»</translation>
    </message>
    <message>
        <source>a day between quotes: “2025-01-06”</source>
        <translation>un jour entre guillemets&#xa0;: «&#xa0;2025-01-06&#xa0;»</translation>
    </message>
    <message>
        <source>a day that is not before “start”</source>
        <translation>un jour qui n’est pas avant «&#xa0;start&#xa0;»</translation>
    </message>
    <message>
        <source>a framework in common</source>
        <translation>un cadre commun</translation>
    </message>
    <message>
        <source>a kind of links left out</source>
        <translation>un type de liens écarté</translation>
    </message>
    <message>
        <source>a list of objects, between [ and ]</source>
        <translation>une liste d’objets, entre [ et ]</translation>
    </message>
    <message>
        <source>a list of texts, each between quotes: [&quot;001&quot;]</source>
        <translation>une liste de textes, chacun entre guillemets&#xa0;: [&quot;001&quot;]</translation>
    </message>
    <message>
        <source>a number</source>
        <translation>un nombre</translation>
    </message>
    <message>
        <source>a number from {low} to {high}</source>
        <translation>un nombre de {low} à {high}</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>un texte</translation>
    </message>
    <message>
        <source>a text between quotes</source>
        <translation>un texte entre guillemets</translation>
    </message>
    <message>
        <source>a value</source>
        <translation>une valeur</translation>
    </message>
    <message>
        <source>a whole number</source>
        <translation>un nombre entier</translation>
    </message>
    <message>
        <source>a year, without quotes: 2024</source>
        <translation>une année, sans guillemets&#xa0;: 2024</translation>
    </message>
    <message>
        <source>adjusted Rand index (ARI)</source>
        <translation>indice de Rand ajusté (ARI)</translation>
    </message>
    <message>
        <source>all flows</source>
        <translation>tous les flux</translation>
    </message>
    <message>
        <source>alliances,cooperation,EPCI,frameworks,contracts,perimeters</source>
        <translation>alliances,coopération,EPCI,cadres,contrats,périmètres</translation>
    </message>
    <message>
        <source>ambiguous town</source>
        <translation>ville ambiguë</translation>
    </message>
    <message>
        <source>and {count} other</source>
        <translation>et {count} autre</translation>
    </message>
    <message>
        <source>and {count} others</source>
        <translation>et {count} autres</translation>
    </message>
    <message>
        <source>another type of train</source>
        <translation>autre type de train</translation>
    </message>
    <message>
        <source>area</source>
        <translation>surface</translation>
    </message>
    <message>
        <source>at the top</source>
        <translation>au premier niveau</translation>
    </message>
    <message>
        <source>attachment to the strongest larger partner</source>
        <translation>rattachement au partenaire dominant</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>automatique</translation>
    </message>
    <message>
        <source>balance,net flows,wealth,wages,pensions,residential economy</source>
        <translation>bilan,solde,flux nets,richesse,salaires,pensions,retraites,économie résidentielle</translation>
    </message>
    <message>
        <source>between two systems</source>
        <translation>entre deux systèmes</translation>
    </message>
    <message>
        <source>both ends</source>
        <translation>les deux extrémités</translation>
    </message>
    <message>
        <source>by shares of area</source>
        <translation>au prorata des surfaces</translation>
    </message>
    <message>
        <source>chain</source>
        <translation>chaîne</translation>
    </message>
    <message>
        <source>closed establishment</source>
        <translation>établissement fermé</translation>
    </message>
    <message>
        <source>codes between commas</source>
        <translation>codes séparés par des virgules</translation>
    </message>
    <message>
        <source>communities (Louvain)</source>
        <translation>communautés (Louvain)</translation>
    </message>
    <message>
        <source>comparison</source>
        <translation>comparaison</translation>
    </message>
    <message>
        <source>components, then attachment of units left alone</source>
        <translation>composantes, puis rattachement des unités restées seules</translation>
    </message>
    <message>
        <source>concave hull</source>
        <translation>enveloppe concave</translation>
    </message>
    <message>
        <source>connected components</source>
        <translation>composantes connexes</translation>
    </message>
    <message>
        <source>convex hull</source>
        <translation>enveloppe convexe</translation>
    </message>
    <message>
        <source>cosine</source>
        <translation>cosinus</translation>
    </message>
    <message>
        <source>destination</source>
        <translation>destination</translation>
    </message>
    <message>
        <source>disparity filter</source>
        <translation>filtre de disparité</translation>
    </message>
    <message>
        <source>dominant flows</source>
        <translation>flux dominants</translation>
    </message>
    <message>
        <source>dominant kind of links</source>
        <translation>type de liens dominant</translation>
    </message>
    <message>
        <source>economy</source>
        <translation>économie</translation>
    </message>
    <message>
        <source>either “source” (polygons) or “membership” (a table), not both</source>
        <translation>soit «&#xa0;source&#xa0;» (des polygones), soit «&#xa0;membership&#xa0;» (une table), pas les deux</translation>
    </message>
    <message>
        <source>employed residents</source>
        <translation>actifs occupés résidents</translation>
    </message>
    <message>
        <source>employees (middle of the staff band)</source>
        <translation>salariés (milieu de la tranche d’effectif)</translation>
    </message>
    <message>
        <source>en</source>
        <translation>fr</translation>
    </message>
    <message>
        <source>establishments</source>
        <translation>établissements</translation>
    </message>
    <message>
        <source>exponential</source>
        <translation>exponentielle</translation>
    </message>
    <message>
        <source>firm with too many establishments</source>
        <translation>entreprise aux établissements trop nombreux</translation>
    </message>
    <message>
        <source>first flows of each unit</source>
        <translation>premiers flux de chaque unité</translation>
    </message>
    <message>
        <source>flow under the least volume</source>
        <translation>flux sous le volume minimal</translation>
    </message>
    <message>
        <source>flows,aggregate,sum,lookup,zoning,communes</source>
        <translation>flux,agréger,agrégation,somme,table de correspondance,zonage,communes</translation>
    </message>
    <message>
        <source>flows,links,intensity,selection,threshold,nodal regions,dominant flows,backbone</source>
        <translation>flux,liens,intensité,sélection,seuil,régions nodales,flux dominants,ossature</translation>
    </message>
    <message>
        <source>flows,origin,destination,OD matrix,INSEE,commuting,migration,csv,load</source>
        <translation>flux,origine,destination,matrice OD,Insee,navettes,domicile-travail,migrations,csv,charger</translation>
    </message>
    <message>
        <source>fourth</source>
        <translation>quatrième</translation>
    </message>
    <message>
        <source>from 0 to 1: how much one division tells of the other</source>
        <translation>de 0 à 1&#xa0;: ce qu’un découpage apprend de l’autre</translation>
    </message>
    <message>
        <source>harmonic mean of homogeneity and completeness</source>
        <translation>moyenne harmonique de l’homogénéité et de la complétude</translation>
    </message>
    <message>
        <source>headquarters,establishments,SIRENE,SIRET,INSEE,firms,subsidiaries,economy</source>
        <translation>sièges,établissements,Sirene,Siret,Insee,entreprises,filiales,économie</translation>
    </message>
    <message>
        <source>holding or real-estate partnership (SCI)</source>
        <translation>holding ou société civile immobilière</translation>
    </message>
    <message>
        <source>in all runs</source>
        <translation>dans tous les essais</translation>
    </message>
    <message>
        <source>inside a system</source>
        <translation>à l’intérieur d’un système</translation>
    </message>
    <message>
        <source>inside one unit</source>
        <translation>à l’intérieur d’une unité</translation>
    </message>
    <message>
        <source>intensity</source>
        <translation>intensité</translation>
    </message>
    <message>
        <source>intensity from 0 to 100</source>
        <translation>intensité de 0 à 100</translation>
    </message>
    <message>
        <source>interurban system</source>
        <translation>système interurbain</translation>
    </message>
    <message>
        <source>interurban systems</source>
        <translation>systèmes interurbains</translation>
    </message>
    <message>
        <source>interurban systems,clusters,components,attachment,communities,centres,towns</source>
        <translation>systèmes interurbains,systèmes de villes,groupes,composantes,rattachement,communautés,centres,villes</translation>
    </message>
    <message>
        <source>jobs</source>
        <translation>emplois</translation>
    </message>
    <message>
        <source>km</source>
        <translation>km</translation>
    </message>
    <message>
        <source>knowledge</source>
        <translation>connaissance</translation>
    </message>
    <message>
        <source>labour-market areas (TTWA)</source>
        <translation>bassins d’emploi (TTWA)</translation>
    </message>
    <message>
        <source>largest flows of all</source>
        <translation>plus grands flux de l’ensemble</translation>
    </message>
    <message>
        <source>largest flows of each unit</source>
        <translation>plus grands flux de chaque unité</translation>
    </message>
    <message>
        <source>largest system: {count} units</source>
        <translation>plus grand système&#xa0;: {count} unités</translation>
    </message>
    <message>
        <source>largest system: {units} units, weight {weight}</source>
        <translation>plus grand système&#xa0;: {units} unités, poids {weight}</translation>
    </message>
    <message>
        <source>link inside</source>
        <translation>lien interne</translation>
    </message>
    <message>
        <source>links inside</source>
        <translation>liens internes</translation>
    </message>
    <message>
        <source>links selected, of {total}</source>
        <translation>liens retenus, sur {total}</translation>
    </message>
    <message>
        <source>links,cumulation,score,multiplex,intensity,weights</source>
        <translation>liens,cumul,score,multiplexe,intensité,poids</translation>
    </message>
    <message>
        <source>lookup table</source>
        <translation>table de correspondance</translation>
    </message>
    <message>
        <source>main system of the perimeter</source>
        <translation>système principal du périmètre</translation>
    </message>
    <message>
        <source>malformed row</source>
        <translation>ligne mal formée</translation>
    </message>
    <message>
        <source>merged</source>
        <translation>fusionné</translation>
    </message>
    <message>
        <source>mesh</source>
        <translation>maillage</translation>
    </message>
    <message>
        <source>minimum intensity</source>
        <translation>intensité minimale</translation>
    </message>
    <message>
        <source>minimum share of outflows</source>
        <translation>part minimale des flux sortants</translation>
    </message>
    <message>
        <source>minimum volume</source>
        <translation>volume minimal</translation>
    </message>
    <message>
        <source>mixed</source>
        <translation>mixte</translation>
    </message>
    <message>
        <source>mobility</source>
        <translation>mobilités</translation>
    </message>
    <message>
        <source>modelled</source>
        <translation>modélisé</translation>
    </message>
    <message>
        <source>national body</source>
        <translation>organisme national</translation>
    </message>
    <message>
        <source>negative volume</source>
        <translation>volume négatif</translation>
    </message>
    <message>
        <source>no active seat</source>
        <translation>aucun siège actif</translation>
    </message>
    <message>
        <source>no distance column beside a lookup or changes: distances must be those between the units</source>
        <translation>aucune colonne de distance à côté d’une table de correspondance ou de changements&#xa0;: les distances doivent être celles entre les unités</translation>
    </message>
    <message>
        <source>no framework in common</source>
        <translation>aucun cadre commun</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>no populated unit within reach</source>
        <translation>aucune unité peuplée à portée</translation>
    </message>
    <message>
        <source>no second home</source>
        <translation>aucune résidence secondaire</translation>
    </message>
    <message>
        <source>no time of departure or arrival</source>
        <translation>sans heure de départ ou d’arrivée</translation>
    </message>
    <message>
        <source>no town</source>
        <translation>sans ville</translation>
    </message>
    <message>
        <source>no volume</source>
        <translation>volume absent</translation>
    </message>
    <message>
        <source>noise-corrected backbone</source>
        <translation>ossature corrigée du bruit</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>none (present systems)</source>
        <translation>aucun (systèmes actuels)</translation>
    </message>
    <message>
        <source>not a train</source>
        <translation>autre qu’un train</translation>
    </message>
    <message>
        <source>not on the days counted</source>
        <translation>hors des jours comptés</translation>
    </message>
    <message>
        <source>of the intensity inside</source>
        <translation>de l’intensité est interne</translation>
    </message>
    <message>
        <source>of the intensity of links lies inside systems</source>
        <translation>de l’intensité des liens est interne aux systèmes</translation>
    </message>
    <message>
        <source>of the intensity of links stays inside a system</source>
        <translation>de l’intensité des liens reste à l’intérieur d’un système</translation>
    </message>
    <message>
        <source>of the volume between units is on these links</source>
        <translation>du volume entre unités passe par ces liens</translation>
    </message>
    <message>
        <source>of the volume goes from one unit to another</source>
        <translation>du volume va d’une unité à une autre</translation>
    </message>
    <message>
        <source>of the volume inside systems crosses a perimeter limit</source>
        <translation>du volume interne aux systèmes franchit une limite de périmètre</translation>
    </message>
    <message>
        <source>of the volume kept</source>
        <translation>du volume conservé</translation>
    </message>
    <message>
        <source>of which by national bodies</source>
        <translation>dont celles d’organismes nationaux</translation>
    </message>
    <message>
        <source>of which without an active seat</source>
        <translation>dont celles sans siège actif</translation>
    </message>
    <message>
        <source>of {count} units covered</source>
        <translation>unités couvertes sur {count}</translation>
    </message>
    <message>
        <source>one of {keys}</source>
        <translation>une valeur parmi {keys}</translation>
    </message>
    <message>
        <source>only town of its project</source>
        <translation>seule ville de son projet</translation>
    </message>
    <message>
        <source>origin</source>
        <translation>origine</translation>
    </message>
    <message>
        <source>origin, destination, volume</source>
        <translation>origine, destination, volume</translation>
    </message>
    <message>
        <source>other country</source>
        <translation>autre pays</translation>
    </message>
    <message>
        <source>other period</source>
        <translation>autre période</translation>
    </message>
    <message>
        <source>other programme</source>
        <translation>autre programme</translation>
    </message>
    <message>
        <source>other role</source>
        <translation>autre rôle</translation>
    </message>
    <message>
        <source>other threshold</source>
        <translation>autre seuil</translation>
    </message>
    <message>
        <source>others</source>
        <translation>autres</translation>
    </message>
    <message>
        <source>our own</source>
        <translation>propre à Alliance</translation>
    </message>
    <message>
        <source>our reconstruction</source>
        <translation>notre reconstitution</translation>
    </message>
    <message>
        <source>outside any perimeter</source>
        <translation>hors de tout périmètre</translation>
    </message>
    <message>
        <source>outside perimeters</source>
        <translation>hors périmètre</translation>
    </message>
    <message>
        <source>outside the units</source>
        <translation>hors des unités</translation>
    </message>
    <message>
        <source>pairs</source>
        <translation>paires</translation>
    </message>
    <message>
        <source>pairs of units with a flow</source>
        <translation>paires d’unités avec un flux</translation>
    </message>
    <message>
        <source>partnerships,research,projects,CORDIS,H2020,Horizon Europe,collaboration,universities</source>
        <translation>partenariats,recherche,projets,CORDIS,H2020,Horizon Europe,collaboration,universités</translation>
    </message>
    <message>
        <source>perimeter that holds most of the system</source>
        <translation>périmètre qui contient la plus grande part du système</translation>
    </message>
    <message>
        <source>perimeters</source>
        <translation>périmètres</translation>
    </message>
    <message>
        <source>perimeters for a system, on average (effective number)</source>
        <translation>périmètres par système, en moyenne (nombre effectif)</translation>
    </message>
    <message>
        <source>perimeters,EPCI,SCoT,comparison,overlay,Jaccard,ARI,governance</source>
        <translation>périmètres,EPCI,SCoT,comparaison,superposition,Jaccard,ARI,gouvernance</translation>
    </message>
    <message>
        <source>population</source>
        <translation>population</translation>
    </message>
    <message>
        <source>power</source>
        <translation>puissance</translation>
    </message>
    <message>
        <source>preference (quasi-independence)</source>
        <translation>préférence (quasi-indépendance)</translation>
    </message>
    <message>
        <source>present</source>
        <translation>actuel</translation>
    </message>
    <message>
        <source>present threshold: {value}</source>
        <translation>seuil actuel&#xa0;: {value}</translation>
    </message>
    <message>
        <source>print,layout,atlas,map,legend,pdf,png,small multiples</source>
        <translation>impression,mise en page,atlas,carte,légende,pdf,png,planche,collection de cartes</translation>
    </message>
    <message>
        <source>project too large</source>
        <translation>projet trop grand</translation>
    </message>
    <message>
        <source>public body</source>
        <translation>organisme public</translation>
    </message>
    <message>
        <source>published</source>
        <translation>publié</translation>
    </message>
    <message>
        <source>rail,train,GTFS,timetable,SNCF,TGV,stations,supply,flows</source>
        <translation>fer,train,GTFS,horaire,SNCF,TGV,gares,offre,flux</translation>
    </message>
    <message>
        <source>rank</source>
        <translation>rang</translation>
    </message>
    <message>
        <source>ratio to the gravity model</source>
        <translation>rapport au modèle gravitaire</translation>
    </message>
    <message>
        <source>recipe,chain,batch,systems,report,map,json</source>
        <translation>recette,chaîne,traitement par lot,systèmes,rapport,carte,json</translation>
    </message>
    <message>
        <source>recoded</source>
        <translation>recodé</translation>
    </message>
    <message>
        <source>recognise by itself</source>
        <translation>reconnaissance automatique</translation>
    </message>
    <message>
        <source>records kept, of {total}</source>
        <translation>enregistrements retenus, sur {total}</translation>
    </message>
    <message>
        <source>reference</source>
        <translation>référence</translation>
    </message>
    <message>
        <source>regions,labour-market areas,travel to work areas,ttwa,intramax,functional areas</source>
        <translation>régions fonctionnelles,bassins d’emploi,zones d’emploi,ttwa,intramax,aires fonctionnelles</translation>
    </message>
    <message>
        <source>relative link</source>
        <translation>lien relatif</translation>
    </message>
    <message>
        <source>relative link, two first flows, 100 at least</source>
        <translation>lien relatif, deux premiers flux, 100 au moins</translation>
    </message>
    <message>
        <source>rows left out</source>
        <translation>lignes écartées</translation>
    </message>
    <message>
        <source>rows read</source>
        <translation>lignes lues</translation>
    </message>
    <message>
        <source>score</source>
        <translation>score</translation>
    </message>
    <message>
        <source>score: weighted number of kinds</source>
        <translation>score&#xa0;: nombre pondéré de types</translation>
    </message>
    <message>
        <source>second</source>
        <translation>deuxième</translation>
    </message>
    <message>
        <source>second homes</source>
        <translation>résidences secondaires</translation>
    </message>
    <message>
        <source>second homes, by the commune of the owner</source>
        <translation>résidences secondaires, par commune du propriétaire</translation>
    </message>
    <message>
        <source>second homes,leisure,model,gravity,proxy,INSEE,RSECOCC,dwellings,flows</source>
        <translation>résidences secondaires,loisirs,modèle,gravité,approximation,Insee,RSECOCC,logements,flux</translation>
    </message>
    <message>
        <source>secret cell</source>
        <translation>cellule secrète</translation>
    </message>
    <message>
        <source>several poles</source>
        <translation>plusieurs pôles</translation>
    </message>
    <message>
        <source>shape of the system</source>
        <translation>forme du système</translation>
    </message>
    <message>
        <source>shapes, natures and their thresholds</source>
        <translation>formes, natures et leurs seuils</translation>
    </message>
    <message>
        <source>share of the largest</source>
        <translation>part du maximum</translation>
    </message>
    <message>
        <source>share of the origin</source>
        <translation>part de l’origine</translation>
    </message>
    <message>
        <source>share of the total</source>
        <translation>part du total</translation>
    </message>
    <message>
        <source>sole trader</source>
        <translation>entrepreneur individuel</translation>
    </message>
    <message>
        <source>some features are missing</source>
        <translation>des entités manquent</translation>
    </message>
    <message>
        <source>split</source>
        <translation>scindé</translation>
    </message>
    <message>
        <source>staff unknown or none</source>
        <translation>effectif inconnu ou nul</translation>
    </message>
    <message>
        <source>star</source>
        <translation>étoile</translation>
    </message>
    <message>
        <source>stop_times.txt of “{feed}” has no row that can be read: get the feed again.</source>
        <translation>stop_times.txt de «&#xa0;{feed}&#xa0;» n’a aucune ligne lisible&#xa0;: récupérez de nouveau le fichier.</translation>
    </message>
    <message>
        <source>strong pairs of EPCI without a framework</source>
        <translation>paires fortes d’EPCI sans cadre commun</translation>
    </message>
    <message>
        <source>style,symbology,flow map,arrows,legend,width,colour</source>
        <translation>style,habillage,symbologie,carte de flux,flèches,légende,épaisseur,couleur</translation>
    </message>
    <message>
        <source>system</source>
        <translation>système</translation>
    </message>
    <message>
        <source>systems</source>
        <translation>systèmes</translation>
    </message>
    <message>
        <source>systems (up to {count})</source>
        <translation>systèmes (jusqu’à {count})</translation>
    </message>
    <message>
        <source>systems lie in more than one perimeter</source>
        <translation>systèmes à cheval sur plusieurs périmètres</translation>
    </message>
    <message>
        <source>systems,sensitivity,robustness,threshold,stability</source>
        <translation>systèmes,sensibilité,robustesse,seuil,stabilité</translation>
    </message>
    <message>
        <source>the area of units</source>
        <translation>la surface des unités</translation>
    </message>
    <message>
        <source>the column of the membership table with the unit codes</source>
        <translation>la colonne de la table d’appartenance qui contient les codes des unités</translation>
    </message>
    <message>
        <source>the column of the places of each national body</source>
        <translation>la colonne des lieux de chaque organisme national</translation>
    </message>
    <message>
        <source>the number of units</source>
        <translation>le nombre d’unités</translation>
    </message>
    <message>
        <source>the seat itself</source>
        <translation>le siège lui-même</translation>
    </message>
    <message>
        <source>the table that has these columns</source>
        <translation>la table qui a ces colonnes</translation>
    </message>
    <message>
        <source>the weight of units</source>
        <translation>le poids des unités</translation>
    </message>
    <message>
        <source>third</source>
        <translation>troisième</translation>
    </message>
    <message>
        <source>too few trains a week</source>
        <translation>trop peu de trains par semaine</translation>
    </message>
    <message>
        <source>too slow</source>
        <translation>trop lent</translation>
    </message>
    <message>
        <source>train already counted between these units</source>
        <translation>train déjà compté entre ces unités</translation>
    </message>
    <message>
        <source>transport</source>
        <translation>transports</translation>
    </message>
    <message>
        <source>true or false</source>
        <translation>true ou false</translation>
    </message>
    <message>
        <source>two poles</source>
        <translation>deux pôles</translation>
    </message>
    <message>
        <source>unit</source>
        <translation>unité</translation>
    </message>
    <message>
        <source>unit in a system, of {total}</source>
        <translation>unité dans un système, sur {total}</translation>
    </message>
    <message>
        <source>unit without a place on the map</source>
        <translation>unité sans lieu sur la carte</translation>
    </message>
    <message>
        <source>units</source>
        <translation>unités</translation>
    </message>
    <message>
        <source>units covered (0 to 100 %)</source>
        <translation>unités couvertes (en&#xa0;%)</translation>
    </message>
    <message>
        <source>units dissolved</source>
        <translation>unités fusionnées</translation>
    </message>
    <message>
        <source>units in a system, of {total}</source>
        <translation>unités dans un système, sur {total}</translation>
    </message>
    <message>
        <source>units in a system, out of {total} ({share})</source>
        <translation>unités dans un système, sur {total} ({share})</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>inconnu</translation>
    </message>
    <message>
        <source>unknown destination</source>
        <translation>destination inconnue</translation>
    </message>
    <message>
        <source>unknown origin</source>
        <translation>origine inconnue</translation>
    </message>
    <message>
        <source>unknown town</source>
        <translation>ville inconnue</translation>
    </message>
    <message>
        <source>variation of information</source>
        <translation>variation d’information</translation>
    </message>
    <message>
        <source>volume</source>
        <translation>volume</translation>
    </message>
    <message>
        <source>volume is not a number</source>
        <translation>volume qui n’est pas un nombre</translation>
    </message>
    <message>
        <source>volume of 2,000 and more</source>
        <translation>volume de 2&#x202f;000 et plus</translation>
    </message>
    <message>
        <source>weight</source>
        <translation>poids</translation>
    </message>
    <message>
        <source>weight of its units</source>
        <translation>poids de ses unités</translation>
    </message>
    <message>
        <source>weight of the unit</source>
        <translation>poids de l’unité</translation>
    </message>
    <message>
        <source>where the unit&apos;s point lies</source>
        <translation>là où tombe le point de l’unité</translation>
    </message>
    <message>
        <source>with a unit outside any system</source>
        <translation>avec une unité hors système</translation>
    </message>
    <message>
        <source>with an excluded unit</source>
        <translation>avec une unité exclue</translation>
    </message>
    <message>
        <source>with internal flows</source>
        <translation>avec les flux internes</translation>
    </message>
    <message>
        <source>without internal flows</source>
        <translation>sans les flux internes</translation>
    </message>
    <message>
        <source>without system</source>
        <translation>sans système</translation>
    </message>
    <message>
        <source>{count} kinds of links</source>
        <translation>{count} types de liens</translation>
    </message>
    <message>
        <source>{count} link without a value above zero is not counted: its line, if it has one, is the thinnest.</source>
        <translation>{count} lien sans valeur positive n’est pas compté&#xa0;: son trait, s’il en a un, est le plus fin.</translation>
    </message>
    <message>
        <source>{count} links without a value above zero are not counted: their lines, if they have some, are the thinnest.</source>
        <translation>{count} liens sans valeur positive ne sont pas comptés&#xa0;: leurs traits, s’ils en ont, sont les plus fins.</translation>
    </message>
    <message>
        <source>{count} of {total} links reach it</source>
        <translation>{count} liens sur {total}</translation>
    </message>
    <message>
        <source>{count} of {total} links reaches it</source>
        <translation>{count} lien sur {total}</translation>
    </message>
    <message>
        <source>{count} system</source>
        <translation>{count} système</translation>
    </message>
    <message>
        <source>{count} system without a page: its units have no geometry, so no map can show it.</source>
        <translation>{count} système sans page&#xa0;: ses unités n’ont pas de géométrie, aucune carte ne peut donc le montrer.</translation>
    </message>
    <message>
        <source>{count} systems</source>
        <translation>{count} systèmes</translation>
    </message>
    <message>
        <source>{count} systems without a page: their units have no geometry, so no map can show them.</source>
        <translation>{count} systèmes sans page&#xa0;: leurs unités n’ont pas de géométrie, aucune carte ne peut donc les montrer.</translation>
    </message>
    <message>
        <source>{first} to {last}</source>
        <translation>{first} au {last}</translation>
    </message>
    <message>
        <source>{found} regions instead of {wanted}: no flow ties them, so nothing can merge them.</source>
        <translation>{found} régions au lieu de {wanted}&#xa0;: aucun flux ne les relie, rien ne permet donc de les fusionner.</translation>
    </message>
    <message>
        <source>{kind} above {bound}</source>
        <translation>{kind} supérieur à {bound}</translation>
    </message>
    <message>
        <source>{kind} from {minimum} to {maximum}</source>
        <translation>{kind} de {minimum} à {maximum}</translation>
    </message>
    <message>
        <source>{kind}, {minimum} or more</source>
        <translation>{kind}, {minimum} ou plus</translation>
    </message>
    <message>
        <source>{kind}: {mode}</source>
        <translation>{kind}&#xa0;: {mode}</translation>
    </message>
    <message>
        <source>{layer} (ground)</source>
        <translation>{layer} (fond)</translation>
    </message>
    <message>
        <source>{length} km</source>
        <translation>{length}&#xa0;km</translation>
    </message>
    <message>
        <source>{links} ({intensity} and more)</source>
        <translation>{links} ({intensity} et plus)</translation>
    </message>
    <message>
        <source>{low} to {high}</source>
        <translation>de {low} à {high}</translation>
    </message>
    <message>
        <source>{number}. {title} ({minutes} min)</source>
        <translation>{number}. {title} ({minutes} min)</translation>
    </message>
    <message>
        <source>{part} of {whole}</source>
        <translation>{part} sur {whole}</translation>
    </message>
    <message>
        <source>{problem} The repair is an option of “Load flows”; a text file that is given by its path, not as a layer, keeps its codes as they are written.</source>
        <translation>{problem} La réparation est une option de «&#xa0;Charger des flux&#xa0;»&#x202f;; un fichier texte donné par son chemin, et non comme couche, conserve ses codes tels qu’ils sont écrits.</translation>
    </message>
    <message>
        <source>{systems}, {method}, {score} of {threshold} and more</source>
        <translation>{systems}, {method}, {score} de {threshold} et plus</translation>
    </message>
    <message>
        <source>{table} of “{file}” is empty: get the feed again.</source>
        <translation>{table} de «&#xa0;{file}&#xa0;» est vide&#xa0;: récupérez de nouveau le fichier.</translation>
    </message>
    <message>
        <source>{table} of “{file}” is in an unknown encoding: save it as UTF-8.</source>
        <translation>{table} de «&#xa0;{file}&#xa0;» est dans un encodage inconnu&#xa0;: enregistrez-le en UTF-8.</translation>
    </message>
    <message>
        <source>“REGIONS” cannot be {value}: give a number of 1 or more.</source>
        <translation>«&#xa0;REGIONS&#xa0;» ne peut pas valoir {value}&#xa0;: donnez un nombre d’au moins 1.</translation>
    </message>
    <message>
        <source>“TARGET_SELF_CONTAINMENT” is {target} and “MIN_SELF_CONTAINMENT” {minimum}: the target must lie between the minimum and 1.</source>
        <translation>«&#xa0;TARGET_SELF_CONTAINMENT&#xa0;» vaut {target} et «&#xa0;MIN_SELF_CONTAINMENT&#xa0;» {minimum}&#xa0;: l’autonomie cible doit être comprise entre le minimum et 1.</translation>
    </message>
    <message>
        <source>“TARGET_SIZE” is {target} and “MIN_SIZE” {minimum}: the target must be larger.</source>
        <translation>«&#xa0;TARGET_SIZE&#xa0;» vaut {target} et «&#xa0;MIN_SIZE&#xa0;» {minimum}&#xa0;: la taille cible doit dépasser la taille minimale.</translation>
    </message>
    <message>
        <source>“auto” recognises the files of INSEE, and second homes.</source>
        <translation>«&#xa0;auto&#xa0;» reconnaît les fichiers de l’Insee, et les résidences secondaires.</translation>
    </message>
    <message>
        <source>“auto”: DuckDB, then pandas with pyarrow, then GDAL, whichever is there. A csv file is always read piece by piece, without them.</source>
        <translation>«&#xa0;auto&#xa0;»&#xa0;: DuckDB, puis pandas avec pyarrow, puis GDAL, selon ce qui est installé. Un fichier csv est toujours lu morceau par morceau, sans eux.</translation>
    </message>
    <message>
        <source>“curved” parts links that would lie over each other.</source>
        <translation>«&#xa0;curved&#xa0;» (courbe) sépare les liens qui se recouvriraient.</translation>
    </message>
    <message>
        <source>“destination” for wages, “origin” for pensions.</source>
        <translation>«&#xa0;destination&#xa0;» pour des salaires, «&#xa0;origin&#xa0;» pour des pensions.</translation>
    </message>
    <message>
        <source>“external” leaves flows inside a unit out of its total, “all” keeps them.</source>
        <translation>«&#xa0;external&#xa0;» exclut du total d’une unité ses flux internes, «&#xa0;all&#xa0;» les compte.</translation>
    </message>
    <message>
        <source>“linear” is proportional; “square_root” shows weak links better where a few outweigh all others.</source>
        <translation>«&#xa0;linear&#xa0;» est proportionnel&#x202f;; «&#xa0;square_root&#xa0;» (racine carrée) montre mieux les liens faibles quand quelques-uns écrasent tous les autres.</translation>
    </message>
    <message>
        <source>“origin” for wages, “destination” for pensions.</source>
        <translation>«&#xa0;origin&#xa0;» pour des salaires, «&#xa0;destination&#xa0;» pour des pensions.</translation>
    </message>
    <message>
        <source>“place”: the commune of the address, so that two urban areas may be linked several times by one project; “unit”: the unit, so that “full” counts projects.</source>
        <translation>«&#xa0;place&#xa0;»&#xa0;: la commune de l’adresse, si bien qu’un même projet peut relier plusieurs fois deux aires urbaines&#x202f;; «&#xa0;unit&#xa0;»&#xa0;: l’unité, si bien que «&#xa0;full&#xa0;» compte les projets.</translation>
    </message>
    <message>
        <source>“point”: to the polygon that holds its point; “area”: to each polygon, for the share of its area.</source>
        <translation>«&#xa0;point&#xa0;»&#xa0;: au polygone qui contient son point&#x202f;; «&#xa0;area&#xa0;» (surface)&#xa0;: à chaque polygone, au prorata des surfaces.</translation>
    </message>
    <message>
        <source>“score” counts kinds of links, “intensity” measures from 0 to 100.</source>
        <translation>«&#xa0;score&#xa0;» compte les types de liens&#x202f;; «&#xa0;intensity&#xa0;» (intensité) va de 0 à 100.</translation>
    </message>
    <message>
        <source>“staff”: employees; “count”: establishments.</source>
        <translation>«&#xa0;staff&#xa0;»&#xa0;: salariés&#x202f;; «&#xa0;count&#xa0;»&#xa0;: établissements.</translation>
    </message>
    <message>
        <source>“unit”: a pair of units, however many of their stations it serves. “place”: a pair of communes, summed by pair of units, as “Aggregate flows” would.</source>
        <translation>«&#xa0;unit&#xa0;»&#xa0;: une paire d’unités, quel que soit le nombre de leurs gares qu’il dessert. «&#xa0;place&#xa0;»&#xa0;: une paire de communes, sommée par paire d’unités, comme le ferait «&#xa0;Agréger des flux&#xa0;».</translation>
    </message>
    <message>
        <source>“{algorithm}” met an error that was not foreseen ({error}), and nothing was written. The details are in the log messages panel, page “Alliance”: send them to the authors, with the parameters of this run.</source>
        <translation>«&#xa0;{algorithm}&#xa0;» a rencontré une erreur imprévue ({error}) et rien n’a été écrit. Le détail figure dans le panneau des messages du journal, onglet «&#xa0;Alliance&#xa0;»&#xa0;: envoyez-le aux auteurs, avec les paramètres utilisés.</translation>
    </message>
    <message>
        <source>“{file}” can only be read with the Python library {library}, which is not installed here: install it, or save the table as CSV.</source>
        <translation>«&#xa0;{file}&#xa0;» ne peut être lu qu’avec la bibliothèque Python {library}, qui n’est pas installée ici&#xa0;: installez-la, ou enregistrez la table en CSV.</translation>
    </message>
    <message>
        <source>“{file}” cannot be read as a {kind} file: it may be cut, damaged or of another kind; save it again, or save the table as CSV.</source>
        <translation>«&#xa0;{file}&#xa0;» ne peut pas être lu comme un fichier {kind}&#xa0;: il est peut-être tronqué, abîmé ou d’un autre type&#x202f;; enregistrez-le de nouveau, ou enregistrez la table en CSV.</translation>
    </message>
    <message>
        <source>“{file}” has column names but no row of data.</source>
        <translation>«&#xa0;{file}&#xa0;» a des noms de colonnes, mais aucune ligne de données.</translation>
    </message>
    <message>
        <source>“{file}” has no column “{column}”: choose the file “{member}.csv” of CORDIS. Its columns are: {columns}.</source>
        <translation>«&#xa0;{file}&#xa0;» n’a pas de colonne «&#xa0;{column}&#xa0;»&#xa0;: choisissez le fichier «&#xa0;{member}.csv&#xa0;» de CORDIS. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>“{file}” has no {table}, which a GTFS timetable needs; it holds: {members}.</source>
        <translation>«&#xa0;{file}&#xa0;» n’a pas de {table}, dont un horaire GTFS a besoin&#x202f;; il contient&#xa0;: {members}.</translation>
    </message>
    <message>
        <source>“{file}” holds no csv, txt or tsv table, only: {members}.</source>
        <translation>«&#xa0;{file}&#xa0;» ne contient aucune table csv, txt ou tsv, seulement&#xa0;: {members}.</translation>
    </message>
    <message>
        <source>“{file}” holds several tables ({members}): unpack it and choose one.</source>
        <translation>«&#xa0;{file}&#xa0;» contient plusieurs tables ({members})&#xa0;: décompressez-le et choisissez-en une.</translation>
    </message>
    <message>
        <source>“{file}” is cut or damaged: its end cannot be unpacked; download or copy it again.</source>
        <translation>«&#xa0;{file}&#xa0;» est tronqué ou abîmé&#xa0;: il ne peut pas être décompressé jusqu’au bout&#x202f;; téléchargez-le ou copiez-le de nouveau.</translation>
    </message>
    <message>
        <source>“{file}” is empty: choose another file.</source>
        <translation>«&#xa0;{file}&#xa0;» est vide&#xa0;: choisissez un autre fichier.</translation>
    </message>
    <message>
        <source>“{file}” is not a text table: choose a csv, txt, tsv, xlsx, ods or parquet file.</source>
        <translation>«&#xa0;{file}&#xa0;» n’est pas une table en texte&#xa0;: choisissez un fichier csv, txt, tsv, xlsx, ods ou parquet.</translation>
    </message>
    <message>
        <source>“{file}” is protected by a password or packed in an unknown way: unpack it and choose the table.</source>
        <translation>«&#xa0;{file}&#xa0;» est protégé par un mot de passe ou compressé d’une façon inconnue&#xa0;: décompressez-le et choisissez la table.</translation>
    </message>
    <message>
        <source>“{file}” opens a quotation mark that it never closes, so its rows run into each other: remove or close it.</source>
        <translation>«&#xa0;{file}&#xa0;» contient un guillemet ouvert et jamais refermé, si bien que ses lignes se confondent&#xa0;: supprimez-le ou refermez-le.</translation>
    </message>
    <message>
        <source>“{file}” was read by the engine “pandas”: “{engine}” reads parquet, and csv in UTF-8 without quotation marks, cut rows or archive (dask: nor compression).</source>
        <translation>«&#xa0;{file}&#xa0;» a été lu par le moteur «&#xa0;pandas&#xa0;»&#xa0;: «&#xa0;{engine}&#xa0;» lit le parquet, et le csv en UTF-8 sans guillemets, ni lignes coupées, ni archive (ni compression pour dask).</translation>
    </message>
    <message>
        <source>“{first}” and “{second}” would both be written to “{path}”: give each output a name of its own.</source>
        <translation>«&#xa0;{first}&#xa0;» et «&#xa0;{second}&#xa0;» seraient tous deux écrits dans «&#xa0;{path}&#xa0;»&#xa0;: donnez à chaque sortie son propre nom.</translation>
    </message>
    <message>
        <source>“{kind}” keeps least: {share} of its volume. A rule that keeps little draws a clear picture, of a small part of what happens.</source>
        <translation>«&#xa0;{kind}&#xa0;» retient le moins&#xa0;: {share} de son volume. Une règle qui retient peu dessine une image claire, d’une petite partie de ce qui se passe.</translation>
    </message>
    <message>
        <source>“{layer}” added. QGIS fetches what the map shows: to compute with it, or to work offline, export the layer to a GeoPackage.</source>
        <translation>«&#xa0;{layer}&#xa0;» ajoutée. QGIS télécharge ce que la carte montre&#xa0;: pour calculer avec cette couche, ou travailler hors ligne, exportez-la en GeoPackage.</translation>
    </message>
    <message>
        <source>“{layer}” added; zoom in to see it. QGIS fetches what the map shows: to compute with it, or to work offline, export the layer to a GeoPackage.</source>
        <translation>«&#xa0;{layer}&#xa0;» ajoutée&#x202f;; agrandissez la carte pour la voir. QGIS télécharge ce que la carte montre&#xa0;: pour calculer avec cette couche, ou travailler hors ligne, exportez-la en GeoPackage.</translation>
    </message>
    <message>
        <source>“{layer}” has links without a code in “{column}”: remove them, or make the layer again with “Compute links”.</source>
        <translation>«&#xa0;{layer}&#xa0;» a des liens sans code dans «&#xa0;{column}&#xa0;»&#xa0;: supprimez-les, ou refaites la couche avec «&#xa0;Calculer les liens&#xa0;».</translation>
    </message>
    <message>
        <source>“{layer}” has no coordinate reference system: distances are left empty. Set it in the layer&apos;s properties.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas de système de coordonnées de référence&#xa0;: les distances restent vides. Définissez-le dans les propriétés de la couche.</translation>
    </message>
    <message>
        <source>“{layer}” has no coordinate reference system: it is read in that of the units.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas de système de coordonnées de référence&#xa0;: elle est lue dans celui des unités.</translation>
    </message>
    <message>
        <source>“{layer}” has no field “system”: make it with “Detect interurban systems” first.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas de champ «&#xa0;system&#xa0;»&#xa0;: produisez-la d’abord avec «&#xa0;Délimiter les systèmes interurbains&#xa0;».</translation>
    </message>
    <message>
        <source>“{layer}” has no polygons: perimeters are areas. Choose a polygon layer, or give a membership table.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas de polygones, or les périmètres sont des surfaces. Choisissez une couche de polygones, ou donnez une table d’appartenance.</translation>
    </message>
    <message>
        <source>“{layer}” holds no unit: no feature has a code in field “{field}”.</source>
        <translation>«&#xa0;{layer}&#xa0;» ne contient aucune unité&#xa0;: aucune entité n’a de code dans le champ «&#xa0;{field}&#xa0;».</translation>
    </message>
    <message>
        <source>“{layer}” is already in the project.</source>
        <translation>«&#xa0;{layer}&#xa0;» est déjà dans le projet.</translation>
    </message>
    <message>
        <source>“{layer}” says that its coordinates are degrees, and some are not: distances are wrong. Set its true coordinate reference system in the layer&apos;s properties.</source>
        <translation>«&#xa0;{layer}&#xa0;» annonce des coordonnées en degrés, et certaines n’en sont pas&#xa0;: les distances sont fausses. Définissez son vrai système de coordonnées de référence dans les propriétés de la couche.</translation>
    </message>
    <message>
        <source>“{layer}” was not added: what {host} answers is not a layer. A proxy or a login page may stand in between; otherwise, try again later.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas été ajoutée&#xa0;: ce que répond {host} n’est pas une couche. Un proxy ou une page de connexion s’interpose peut-être&#x202f;; sinon, réessayez plus tard.</translation>
    </message>
    <message>
        <source>“{layer}” was not added: {host} cannot be reached ({reason}). Check the network and the proxy of QGIS, or use a file.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas été ajoutée&#xa0;: {host} est injoignable ({reason}). Vérifiez le réseau et le proxy de QGIS, ou prenez un fichier.</translation>
    </message>
    <message>
        <source>“{layer}” was not added: {host} does not answer. Try again later, or use a file.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas été ajoutée&#xa0;: {host} ne répond pas. Réessayez plus tard, ou prenez un fichier.</translation>
    </message>
    <message>
        <source>“{layer}” was not added: {host} does not offer the layer “{type_name}”. Its name may have changed: look for it in the data source manager of QGIS, page WFS.</source>
        <translation>«&#xa0;{layer}&#xa0;» n’a pas été ajoutée&#xa0;: {host} ne propose pas la couche «&#xa0;{type_name}&#xa0;». Son nom a peut-être changé&#xa0;: cherchez-la dans le gestionnaire des sources de données de QGIS, page WFS.</translation>
    </message>
    <message>
        <source>“{layer}”: asking {host}…</source>
        <translation>«&#xa0;{layer}&#xa0;»&#xa0;: demande à {host}…</translation>
    </message>
    <message>
        <source>“{name}” beside the systems</source>
        <translation>«&#xa0;{name}&#xa0;» face aux systèmes</translation>
    </message>
    <message>
        <source>“{output}” would be written over “{path}”, which this run reads: give it another name.</source>
        <translation>«&#xa0;{output}&#xa0;» écraserait «&#xa0;{path}&#xa0;», que ce calcul est en train de lire&#xa0;: donnez-lui un autre nom.</translation>
    </message>
    <message>
        <source>“{parameter}” ({name}) must be a number from {lowest} to {highest}, and is {value}.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ({name}) doit être un nombre de {lowest} à {highest}, et vaut {value}.</translation>
    </message>
    <message>
        <source>“{parameter}” ({name}) must be a number, and is {value}.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ({name}) doit être un nombre, et vaut {value}.</translation>
    </message>
    <message>
        <source>“{parameter}” ({name}) must be {lowest} or more, and is {value}.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ({name}) doit valoir {lowest} ou plus, et vaut {value}.</translation>
    </message>
    <message>
        <source>“{parameter}” cannot be {value}: give a number above 0.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ne peut pas valoir {value}&#xa0;: donnez un nombre supérieur à 0.</translation>
    </message>
    <message>
        <source>“{parameter}” cannot be {value}: give a number of 0 or more.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ne peut pas valoir {value}&#xa0;: donnez un nombre positif ou nul.</translation>
    </message>
    <message>
        <source>“{parameter}” cannot be {value}: give a share above 0 and up to 1.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ne peut pas valoir {value}&#xa0;: donnez une part supérieure à 0 et d’au plus 1.</translation>
    </message>
    <message>
        <source>“{parameter}” cannot be “{text}”: write a day as 2025-01-06.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ne peut pas valoir «&#xa0;{text}&#xa0;»&#xa0;: écrivez un jour sous la forme 2025-01-06.</translation>
    </message>
    <message>
        <source>“{parameter}” cannot be “{value}”: choose one of {choices}.</source>
        <translation>«&#xa0;{parameter}&#xa0;» ne peut pas valoir «&#xa0;{value}&#xa0;»&#xa0;: choisissez parmi {choices}.</translation>
    </message>
    <message>
        <source>“{path}” cannot be read ({reason}).</source>
        <translation>«&#xa0;{path}&#xa0;» est illisible ({reason}).</translation>
    </message>
    <message>
        <source>“{path}” cannot be replaced: it may be open in another program, or loaded in QGIS. Close it, or choose another name. Nothing was changed.</source>
        <translation>«&#xa0;{path}&#xa0;» ne peut pas être remplacé&#xa0;: il est peut-être ouvert dans un autre programme, ou chargé dans QGIS. Fermez-le, ou choisissez un autre nom. Rien n’a été modifié.</translation>
    </message>
    <message>
        <source>“{path}” cannot be written as a layout: give a name in .pdf or .png.</source>
        <translation>«&#xa0;{path}&#xa0;» ne peut pas recevoir une mise en page&#xa0;: donnez un nom en .pdf ou .png.</translation>
    </message>
    <message>
        <source>“{path}” could not be written ({reason}). Check the free space of the disk.</source>
        <translation>«&#xa0;{path}&#xa0;» n’a pas pu être écrit ({reason}). Vérifiez l’espace libre du disque.</translation>
    </message>
    <message>
        <source>“{path}” could not be written: it may be open in another program, or the disk full. Close it, or choose another name.</source>
        <translation>«&#xa0;{path}&#xa0;» n’a pas pu être écrit&#xa0;: il est peut-être ouvert dans un autre programme, ou le disque est plein. Fermez-le, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>“{path}” could not be written: the disk may be full, or the format unknown. What was there before is left as it was.</source>
        <translation>«&#xa0;{path}&#xa0;» n’a pas pu être écrit&#xa0;: le disque est peut-être plein, ou le format inconnu. Ce qui s’y trouvait est resté tel quel.</translation>
    </message>
    <message>
        <source>“{path}” would have no geometry, and a Shapefile needs one: choose a GeoPackage (.gpkg) or a text table (.csv).</source>
        <translation>«&#xa0;{path}&#xa0;» n’aurait pas de géométrie, or un Shapefile en exige une&#xa0;: choisissez un GeoPackage (.gpkg) ou une table texte (.csv).</translation>
    </message>
    <message>
        <source>“{table}” does not tell the codes of {year}, which lies between two of its years: choose {low} or {high}.</source>
        <translation>«&#xa0;{table}&#xa0;» ne dit pas les codes de {year}, entre deux de ses années&#xa0;: choisissez {low} ou {high}.</translation>
    </message>
    <message>
        <source>“{table}” gives no ratio for communes that split, shared in equal parts: {count} ({codes}).</source>
        <translation>«&#xa0;{table}&#xa0;» ne donne pas de part pour des communes scindées, partagées à parts égales&#xa0;: {count} ({codes}).</translation>
    </message>
    <message>
        <source>“{table}” has no row of data.</source>
        <translation>«&#xa0;{table}&#xa0;» n’a aucune ligne de données.</translation>
    </message>
    <message>
        <source>“{table}” has several columns named “{column}”: rename them so that each has a name of its own. Its columns are: {columns}.</source>
        <translation>«&#xa0;{table}&#xa0;» a plusieurs colonnes nommées «&#xa0;{column}&#xa0;»&#xa0;: renommez-les pour que chacune ait son propre nom. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>“{table}” has several destination columns ({columns}): choose one.</source>
        <translation>«&#xa0;{table}&#xa0;» a plusieurs colonnes de destination ({columns})&#xa0;: choisissez-en une.</translation>
    </message>
    <message>
        <source>“{table}” has several flow columns ({columns}): choose one as the volume column.</source>
        <translation>«&#xa0;{table}&#xa0;» a plusieurs colonnes de flux ({columns})&#xa0;: choisissez-en une comme colonne du volume.</translation>
    </message>
    <message>
        <source>“{table}” has several rows for one unit ({codes}): keep one row for each.</source>
        <translation>«&#xa0;{table}&#xa0;» a plusieurs lignes pour une même unité ({codes})&#xa0;: gardez-en une pour chacune.</translation>
    </message>
    <message>
        <source>“{table}” holds several kinds of flows ({kinds}): write in “Kind of link” the one to use.</source>
        <translation>«&#xa0;{table}&#xa0;» contient plusieurs types de flux ({kinds})&#xa0;: indiquez dans «&#xa0;Type de liens&#xa0;» celui à utiliser.</translation>
    </message>
    <message>
        <source>“{table}” is not a flow file of INSEE: give the names of its origin, destination and volume columns. Its columns are: {columns}.</source>
        <translation>«&#xa0;{table}&#xa0;» n’est pas un fichier de flux de l’Insee&#xa0;: indiquez les noms de ses colonnes d’origine, de destination et de volume. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>“{table}” is not a table of changes of communes: expected the columns from, to, code1, code2 and ratio, or DATE_EFF, COM_AV and COM_AP, or CODGEO_{first} and CODGEO_{last}. Its columns are: {columns}.</source>
        <translation>«&#xa0;{table}&#xa0;» n’est pas une table des changements de communes&#xa0;: il faut les colonnes from, to, code1, code2 et ratio, ou DATE_EFF, COM_AV et COM_AP, ou CODGEO_{first} et CODGEO_{last}. Ses colonnes sont&#xa0;: {columns}.</translation>
    </message>
    <message>
        <source>“{table}” tells the changes from {low} to {high} only: those of other years, asked for from {first} to {last}, are unknown.</source>
        <translation>«&#xa0;{table}&#xa0;» ne dit les changements que de {low} à {high}&#xa0;: ceux des autres années, demandés de {first} à {last}, sont inconnus.</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«&#xa0;{text}&#xa0;»</translation>
    </message>
</context>
</TS>
