# SPDX-License-Identifier: MIT
# Debian packages that the project needs; sourced by demo, test and .ci/run.
build_packages=(g++ cmake ninja-build ccache clang-14 lld-14 llvm-14 llvm-14-dev
  libboost-program-options-dev libboost-iostreams-dev libboost-serialization-dev libsodium-dev libcsv-dev libedit-dev
  libzydis-dev libfmt-dev nlohmann-json3-dev libexpected-dev python3)
test_packages=(libgtest-dev zstd python3-jsonschema dpkg-dev)
oracle_packages=(lldb llvm gcc-multilib libunicorn-dev)

# need PACKAGE...: installs what is missing; without root says how and stops.
need() {
  local missing=() package
  for package in "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
  done
  [ ${#missing[@]} -eq 0 ] && return 0
  if [ "$(id -u)" -ne 0 ]; then
    echo "Missing packages. Please run: sudo apt-get install -y ${missing[*]}" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
