# Sourced by the scripts at the root: says what is missing on this machine, and installs what it can.

say() { printf '• %s\n' "$*" >&2; }

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

require_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: install it and put 'dotnet' on the PATH."
  dotnet --list-sdks | grep -q '^10\.' || fail "Tiphys needs the .NET 10 SDK; this machine has: $(dotnet --list-sdks | tr '\n' ' ')"
}

# install_packages NAME... : Debian and Ubuntu packages, only those that are missing.
install_packages() {
  local missing=() name
  for name in "$@"; do
    installed "$name" || missing+=("$name")
  done
  ((${#missing[@]})) || return 0
  command -v apt-get >/dev/null || fail "Please install: ${missing[*]} (this script can only do so on Debian and Ubuntu)."
  ((EUID == 0)) || fail "Please install as root: apt-get install ${missing[*]}"
  say "installing ${missing[*]}"
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends "${missing[@]}" >/dev/null
}

# install_node_packages FOLDER TARGET : the packages of FOLDER's package-lock.json into TARGET, when they are not there yet.
install_node_packages() {
  cmp -s "$1/package-lock.json" "$2/package-lock.json" && return 0
  command -v node >/dev/null && command -v npm >/dev/null || install_packages nodejs npm
  say "installing the packages of $1"
  rm -rf "$2"
  mkdir -p "$2"
  cp "$1"/package*.json "$2"
  (cd "$2" && npm ci --ignore-scripts --no-audit --no-fund --silent) && return 0
  rm -rf "$2"
  return 1
}

installed() { [[ $(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null) == installed ]]; }

# summary LOG : "total errors failed skipped" of a test program's last summary; zeros where there is none.
summary() {
  local line
  line=$(grep -aoE 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$1" | tail -n 1)
  if [[ -z $line ]]; then
    echo 0 0 0 0
  else
    grep -oE '[0-9]+' <<<"$line" | tr '\n' ' '
  fi
}
