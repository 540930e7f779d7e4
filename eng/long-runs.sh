# Sourced by the script at the root: runs of minutes or hours, each one command.

# prepare PROJECT... : builds test projects.
prepare() {
  local project
  for project in "$@"; do
    say "building $project"
    dotnet build "tests/$project" --verbosity quiet --nologo -clp:NoSummary
  done
}

program_of() { printf 'artifacts/bin/%s/debug/%s' "$1" "$1"; }

# Nine kills in ten hit a process that is the store alone, which starts in no time; the tenth hits the whole server.
run_crash() {
  local kills=${1:-1000} seed=${2:-$RANDOM}
  prepare Tiphys.Storage.Tests Tiphys.Durability.Tests
  "$(program_of Tiphys.Storage.Tests)" crash $((kills - kills / 10)) $((kills * 2)) "$seed"
  "$(program_of Tiphys.Durability.Tests)" crash $((kills / 10)) "$seed"
}

run_soak() {
  prepare Tiphys.Durability.Tests
  "$(program_of Tiphys.Durability.Tests)" soak "${1:-10}" "${2:-$RANDOM}"
}

run_fuzz() {
  prepare Tiphys.Fuzz.Tests
  "$(program_of Tiphys.Fuzz.Tests)" fuzz "${1:-60}" "${2:-$RANDOM}" artifacts/fuzz
}
