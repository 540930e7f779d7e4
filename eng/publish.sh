#!/usr/bin/env bash
# Builds the release: one NativeAOT program in artifacts/native/tiphys.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. eng/setup.sh
require_dotnet
install_packages clang zlib1g-dev
dotnet publish src/Tiphys.Cli -c Release -r linux-x64 -p:NativeAot=true \
  -o artifacts/native --verbosity quiet --nologo
ls -lh artifacts/native/tiphys
