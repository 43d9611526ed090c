# Sourced by the scripts beside it: the cache outside the tree, and how things get into it.
# Whatever stands in the cache under its final name is complete: it is made beside it and renamed.
set -eu
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=${here%/*}
cache=${EUNOMIA_CACHE:-$HOME/.cache/eunomia}
arch=$(uname -m)
me=${0##*/}

die() { echo "$me: $*" >&2; exit 1; }
say() { echo "$me: $*" >&2; }

# need NAME MAKER: $cache/NAME, made by calling "MAKER FOLDER" first when it is not there yet. One run at a time makes it.
need() {
    local name=$1 maker=$2 new
    [ -d "$cache/$name" ] && return
    mkdir -p "$cache" 2>/dev/null && [ -w "$cache" ] || die "cannot write to the cache $cache; name another with EUNOMIA_CACHE=DIR"
    exec {lock}>"$cache/.$name.lock"
    flock "$lock"
    if [ ! -d "$cache/$name" ]; then
        rm -rf "$cache/.$name".new.*    # left by a run that was killed: under the lock nobody else uses them
        new=$(mktemp -d "$cache/.$name.new.XXXXXX")
        # Not in an if or &&-list: there bash would run the maker without -e and take half of the work for all of it.
        ( trap 'rm -rf "$new"' EXIT; set -e; "$maker" "$new"; trap - EXIT )
        chmod 755 "$new"
        mv -T "$new" "$cache/$name"
    fi
    exec {lock}>&-
}

# Which package lists apt-get and apt-cache read: the machine's, or, after fresh_lists, fresh ones of this run's own.
apt=(-o APT::Sandbox::User=root)
fresh_lists() { # FOLDER
    mkdir -p "$1/lists/partial" "$1/cache/archives/partial" || return
    apt=(-o APT::Sandbox::User=root -o Dir::State::Lists="$1/lists" -o Dir::Cache="$1/cache")
    apt-get -qq "${apt[@]}" update
}

# Lists of this run's own, of other sources than the machine's, whose packages the caller must check: nothing vouches for them here.
own_lists() { # FOLDER SUITE...
    local folder=$1 kind=${kind:-deb} suite; shift
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial" || return
    for suite; do echo "$kind [trusted=yes] ${EUNOMIA_DEBIAN:-http://deb.debian.org/debian} $suite main"; done >"$folder/sources.list"
    apt=(-o APT::Sandbox::User=root -o Dir::Etc::SourceList="$folder/sources.list" -o Dir::Etc::SourceParts=/dev/null
        -o Dir::State::Lists="$folder/lists" -o Dir::Cache="$folder/cache")
    apt-get -qq "${apt[@]}" update
}

download() { # FOLDER RESOLVER NAME...
    local to=$1 resolver=$2 names; shift 2
    names=$("$resolver" "$@") && [ -n "$names" ] || { echo "no package for $*"; return 1; }
    rm -f "$to"/*.deb
    (cd "$to" && apt-get -qq "${apt[@]}" download $names)
}

# debs FOLDER RESOLVER NAME...: downloads to FOLDER/debs what "RESOLVER NAME..." prints, which may ask apt-cache "${apt[@]}".
# Where the machine's package lists are missing or too old, once more with fresh ones.
debs() {
    local work=$1; shift
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 3
    mkdir -p "$work/debs"
    download "$work/debs" "$@" >"$work/log" 2>&1 && return
    fresh_lists "$work" >"$work/log" 2>&1 && download "$work/debs" "$@" >>"$work/log" 2>&1 \
        || { sed 's/^/  /' "$work/log" >&2; return 1; }
}

# debian FOLDER PACKAGE...: unpacks Debian packages below FOLDER, without installing anything.
debian() {
    local to=$1; shift
    debian_by "$to" named "$@"
}
named() { printf '%s\n' "$@"; }

# debian_by FOLDER RESOLVER NAME...: the same for the packages that "RESOLVER NAME..." prints.
debian_by() {
    local to=$1 got; shift
    mkdir -p "$to"
    debs "$to/.apt" "$@" || return
    for got in "$to"/.apt/debs/*.deb; do dpkg -x "$got" "$to" || return; basename "$got" .deb >>"$to/PACKAGES"; done
    rm -rf "$to/.apt"
}
