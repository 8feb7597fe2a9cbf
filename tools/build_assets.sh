#!/bin/sh
# Rebuilds app/static/vendor from pinned npm packages. Needs node and npm; nobody who only runs the product needs either.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
vendor=$here/../app/static/vendor
build=${1:-$(mktemp -d)}

cd "$build"
if [ ! -d node_modules ]; then
  npm install --no-save --ignore-scripts --legacy-peer-deps \
    sass@1.108.2 govuk-frontend@6.3.0 @ministryofjustice/frontend@11.1.0 htmx.org@2.0.11 accessible-autocomplete@3.0.1
fi

compile() {
  node node_modules/sass/sass.js --quiet --no-source-map --style=compressed --load-path=. "$here/assets/$1.scss" "$2"
}

mkdir -p "$vendor/govuk-frontend" "$vendor/moj-frontend/images" "$vendor/htmx" "$vendor/accessible-autocomplete"
compile govuk "$vendor/govuk-frontend/govuk-frontend.min.css"
compile moj "$vendor/moj-frontend/moj-frontend.min.css"
cp node_modules/govuk-frontend/dist/govuk/govuk-frontend.min.js "$vendor/govuk-frontend/"
cp node_modules/@ministryofjustice/frontend/moj/moj-frontend.min.js "$vendor/moj-frontend/"
for icon in close-cross-black document tag-remove-cross tag-remove-cross-white toggle-plus-minus; do
  cp "node_modules/@ministryofjustice/frontend/moj/assets/images/icon-$icon.svg" "$vendor/moj-frontend/images/"
done
cp node_modules/htmx.org/dist/htmx.min.js "$vendor/htmx/"
cp node_modules/htmx.org/LICENSE "$vendor/htmx/LICENCE.txt"
cp node_modules/accessible-autocomplete/dist/accessible-autocomplete.min.css "$vendor/accessible-autocomplete/"
cp node_modules/accessible-autocomplete/dist/accessible-autocomplete.min.js "$vendor/accessible-autocomplete/"
cp node_modules/accessible-autocomplete/LICENSE.txt "$vendor/accessible-autocomplete/LICENCE.txt"
python3 "$here/asset_manifest.py"
