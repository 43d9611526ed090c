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

# debian FOLDER PACKAGE...: unpacks Debian packages below FOLDER, without installing anything.
# Uses the machine's package lists, or, where these are missing or too old, fresh ones of its own.
debian() {
    local to=$1 work got; shift
    command -v apt-get >/dev/null && command -v dpkg >/dev/null || return 3
    work=$to/.apt; mkdir -p "$work/debs" "$to"
    local apt=(apt-get -qq -o APT::Sandbox::User=root)
    if ! (cd "$work/debs" && "${apt[@]}" download "$@" >"$work/log" 2>&1); then
        mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
        apt+=(-o Dir::State::Lists="$work/lists" -o Dir::Cache="$work/cache")
        rm -f "$work"/debs/*
        "${apt[@]}" update >"$work/log" 2>&1 && (cd "$work/debs" && "${apt[@]}" download "$@" >>"$work/log" 2>&1) \
            || { sed 's/^/  /' "$work/log" >&2; return 1; }
    fi
    for got in "$work"/debs/*.deb; do dpkg -x "$got" "$to" || return; basename "$got" .deb >>"$to/PACKAGES"; done
    rm -rf "$work"
}
