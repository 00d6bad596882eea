# Read by the benchmark scripts: finds the built command and compiles the classes beside it. Sets $dist, $bin, $classes.
set -eu
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
dist=${VQTRACE_DIST:-$here/../target/vqtrace}
if [ ! -x "$dist/bin/vqtrace" ]; then
    echo "$0: no command in $dist: run mvn -pl analyzer -am package -DskipTests" >&2
    exit 4
fi
bin=${JAVA_HOME:+$JAVA_HOME/bin/}
classes=$(mktemp -d)
trap 'rm -rf "$classes"' EXIT
"${bin}javac" -d "$classes" -cp "$dist/lib/*" "$here"/*.java
