#!/usr/bin/env bash
# Prints where a perf recording of the server spent its time: by thread, by library, by function with
# what it calls, and by function alone.
#   bench/profile.sh build/bench/ask.perf
set -euo pipefail
data=$1
report() { perf report -i "$data" --stdio -g none --percent-limit "$1" "${@:2}" 2>/dev/null | grep -v '^#' | sed '/^$/d'; }
names() { sed -E 's/lastmile:://g; s/\(anonymous namespace\):://g' | cut -c1-120; }
printf -- '--- by library\n'
report 0.5 --no-children --sort dso
printf -- '--- our functions, with what they call\n'
report 1 --children --sort sym | grep -E 'lastmile' | names | awk '$1 + 0 < 97' | head -70 || true
printf -- '--- functions alone\n'
report 0.6 --no-children --sort sym | names | head -40 || true
