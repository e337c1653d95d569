#!/bin/sh
# Runs a main class on the benchmarks' class path, in the environment that ./gioconda gives the program:
#
#   bench/run.sh org.openjdk.jmh.Main NetworkTraining -p network=study-cnn
#   bench/run.sh dev.gioconda.bench.PeakProducts
set -eu

folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

fail() {
    printf 'bench/run.sh: %s\n' "$*" >&2
    exit 1
}

[ $# -ge 1 ] || fail 'which class? Such as dev.gioconda.bench.PeakProducts.'
[ -d "$folder/target/lib" ] || fail 'not built yet: mvn -q -DskipTests package -pl core,bench'

# The launcher's own lines, so that what is measured is what users get: export NAME="${NAME-value}".
eval "$(grep '^export [A-Z_]*="\${' "$folder/../gioconda")"
: "${MALLOC_ARENA_MAX?the launcher no longer sets it: let bench/run.sh take its settings from where they are now}"

java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
set -f
# shellcheck disable=SC2086 # the user's options are words
exec "$java" -XX:MaxRAMPercentage=30 -Djava.awt.headless=true -Dfile.encoding=UTF-8 --enable-native-access=ALL-UNNAMED \
    ${GIOCONDA_JAVA_OPTS:-} -cp "$folder/target/*:$folder/target/lib/*" "$@"
