# Starts PostgreSQL and stops it when its life is over.
#   attached  when the pipe on standard input closes without a line: the JVM at its other end is gone
#   leased    when nobody has touched the lease file for some minutes
#   detached  never
# A terminal's Ctrl-C and hang-up are not for us: whoever started us stops the server in its own order.
trap '' INT HUP
life=$1 lease=$2 idle=$3 cluster=$4 log=$5 remove=$6
shift 6 # what is left is pg_ctl, with what it needs to not run as root

"$@" start -s -w -t 170 -D "$cluster" -l "$log" || exit 1
server=$(head -n 1 "$cluster/postmaster.pid") || exit 1

ours() { [ "$(head -n 1 "$cluster/postmaster.pid" 2>/dev/null)" = "$server" ]; }
expired() { [ -z "$(find "$lease" -mmin "-$idle" 2>/dev/null)" ]; }

case $life in
    attached)
        if read -r _; then exit 0; fi
        ;;
    leased)
        # Who wants this server renews the lease first and then looks for the mark; we mark first and then look at the
        # lease again. So one of us sees the other.
        while sleep 5; do
            ours || exit 0
            expired || continue
            : >"$remove.closing"
            expired && break
            rm -f "$remove.closing"
        done
        ;;
    *) exit 0 ;;
esac

ours || exit 0
"$@" stop -s -w -m fast -t 30 -D "$cluster"
[ -z "$remove" ] || rm -rf "$remove" "$remove.closing"
