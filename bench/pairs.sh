#!/bin/sh
# Ours and a peer in turns, in one run: what the machine does meanwhile hits both. Prints every figure and the medians.
#
#   bench/pairs.sh --peer 'python3 study_cnn.py --threads 2 --bf16' --ours 'study-cnn bfloat16 2' --pairs 5
#
#   --peer COMMAND    prints one number, such as pictures/s; see bench/README.md for what it must measure
#   --measure CLASS   of dev.gioconda.bench that prints one number (TrainingThroughput; or StyleThroughput)
#   --ours ARGUMENTS  of that class: preset, precision, threads (study-cnn bfloat16 2)
#   --pairs N         how often (5)
set -eu

folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
peer=''
ours='study-cnn bfloat16 2'
measure=TrainingThroughput
pairs=5

fail() {
    printf 'bench/pairs.sh: %s\n' "$*" >&2
    exit 1
}

while [ $# -gt 0 ]; do
    [ $# -ge 2 ] || fail "$1 lacks its value"
    case $1 in
        --peer) peer=$2 ;;
        --ours) ours=$2 ;;
        --measure) measure=$2 ;;
        --pairs) pairs=$2 ;;
        *) fail "unknown: $1; known are --peer, --measure, --ours, --pairs" ;;
    esac
    shift 2
done
[ -n "$peer" ] || fail "which peer? Such as --peer 'python3 study_cnn.py --threads 2 --bf16'"
[ "$pairs" -ge 1 ] 2>/dev/null || fail "--pairs is $pairs; expected 1 or more"

# Runs a command and prints the figure that it printed, which must be the only thing it printed.
figure() {
    printed=$(sh -c "$1") || fail "this command failed: $1"
    awk -v x="$printed" 'BEGIN { exit !(x ~ /^[0-9]+(\.[0-9]+)?$/ && x > 0) }' ||
        fail "expected one number, pictures/s, of: $1 -- it printed: $printed"
    printf '%s\n' "$printed"
}

# The median of a column of the lines in $table.
median() {
    printf '%s' "$table" | awk -v c="$1" '{ print $c }' | sort -n |
        awk '{ x[NR] = $1 } END { print NR % 2 ? x[(NR + 1) / 2] : (x[NR / 2] + x[NR / 2 + 1]) / 2 }'
}

printf 'ours: %s\npeer: %s\n%-6s %10s %10s %8s\n' "$ours" "$peer" pair ours peer ratio
table=''
pair=1
while [ "$pair" -le "$pairs" ]; do
    a=$(figure "'$folder/run.sh' dev.gioconda.bench.$measure $ours")
    b=$(figure "$peer")
    line=$(awk -v n="$pair" -v a="$a" -v b="$b" 'BEGIN { printf "%-6s %10.1f %10.1f %8.3f", n, a, b, a / b }')
    printf '%s\n' "$line"
    table="$table$line
"
    pair=$((pair + 1))
done
printf '%-6s %10.1f %10.1f %8.3f\n' median "$(median 2)" "$(median 3)" "$(median 4)"
