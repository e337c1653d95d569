#!/bin/sh
# spark-submit with the jars of Gioconda: options of spark-submit, then --, then a command of dev.gioconda.spark.SparkJob:
#
#   spark/submit.sh --master 'local[*]' -- score /photos --out /scores
#
# Takes spark-submit of $SPARK_HOME or of the PATH; without one, Spark's own class from the jars of "mvn -Pengine", for local mode and
# standalone clusters; its driver has 30 % of the machine's memory, whatever --driver-memory says.
set -eu

folder=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

fail() {
    printf 'spark/submit.sh: %s\n' "$*" >&2
    exit 1
}

jar=$(ls "$folder"/target/gioconda-spark-*.jar 2>/dev/null | head -n 1)
[ -n "$jar" ] || fail 'not built yet: mvn -q -Dmaven.test.skip=true -Derror-prone.phase=none -Pengine package -pl spark -am'
jars=$(printf '%s,' "$folder"/target/lib/*.jar)

# one thread for each image: what Spark calls a core is one
export OPENBLAS_NUM_THREADS="${OPENBLAS_NUM_THREADS-1}" OMP_WAIT_POLICY="${OMP_WAIT_POLICY-passive}" MALLOC_ARENA_MAX="${MALLOC_ARENA_MAX-1}"

# the arguments of spark-submit, then those of the job, in place of "--"
count=$#
while [ "$count" -gt 0 ]; do
    argument=$1
    shift
    count=$((count - 1))
    if [ "$argument" = -- ]; then
        set -- "$@" --jars "${jars%,}" --class dev.gioconda.spark.SparkJob "$jar"
    else
        set -- "$@" "$argument"
    fi
done

if [ -n "${SPARK_HOME:-}" ]; then
    exec "$SPARK_HOME/bin/spark-submit" "$@"
elif command -v spark-submit >/dev/null; then
    exec spark-submit "$@"
fi
[ -d "$folder/target/engine" ] || fail 'no spark-submit found; "mvn -q -Dmaven.test.skip=true -Derror-prone.phase=none -Pengine package -pl spark -am" fetches Spark'
java=java
[ -z "${JAVA_HOME:-}" ] || java=$JAVA_HOME/bin/java
export SPARK_SCALA_VERSION=2.13
exec "$java" -XX:MaxRAMPercentage=30 -Djava.awt.headless=true --add-opens=java.base/java.nio=ALL-UNNAMED \
    --add-opens=java.base/sun.nio.ch=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.util=ALL-UNNAMED --add-opens=java.base/java.util.concurrent=ALL-UNNAMED \
    --enable-native-access=ALL-UNNAMED -cp "$folder/target/engine/*" org.apache.spark.deploy.SparkSubmit "$@"
