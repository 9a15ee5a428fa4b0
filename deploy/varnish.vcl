# Varnish as a cache before two replicas of feedgen. Change their addresses, and start it with
#
#     varnishd -a :80 -f /etc/varnish/feedgen.vcl -s malloc,256m -p http_gzip_support=off
#
# All replicas have the same schedules and the same FEEDGEN_BASE_URL; then they give the same bytes and entity tags.
# With its own gzip Varnish would keep the compressed body alone, unpack it for everybody else, and weaken the tags.

vcl 4.1;

import directors;
import std;

probe health {
    .url = "/healthz";
    .interval = 1s;
    .timeout = 2s;
    # Down after two silences, up again after one answer.
    .window = 2;
    .threshold = 1;
    .initial = 1;
}

backend one {
    .host = "127.0.0.1";
    .port = "8001";
    .connect_timeout = 2s;
    .first_byte_timeout = 10s;
    .between_bytes_timeout = 10s;
    .probe = health;
}

backend two {
    .host = "127.0.0.1";
    .port = "8002";
    .connect_timeout = 2s;
    .first_byte_timeout = 10s;
    .between_bytes_timeout = 10s;
    .probe = health;
}

sub vcl_init {
    # Each address has a replica of its own, and the others in a fixed order behind it: so a second try goes elsewhere.
    # In turns (round_robin) it may, with others asking in between, go to the same dead replica again.
    new replicas = directors.shard();
    replicas.add_backend(one);
    replicas.add_backend(two);
    replicas.reconfigure();
}

sub vcl_recv {
    # feedgen sets no cookies, and heeds none that other services of the domain have set.
    unset req.http.Cookie;
    # Clients spell their wish for gzip in many ways, and for feedgen there are two: with gzip and without. A header
    # with weights is rare; feedgen weighs it itself.
    if (req.http.Accept-Encoding !~ ";") {
        if (req.http.Accept-Encoding ~ "(?i)(^|,)\s*gzip\s*(,|$)") {
            set req.http.Accept-Encoding = "gzip";
        } else {
            unset req.http.Accept-Encoding;
        }
    }
}

sub vcl_hit {
    if (obj.ttl >= 0s) {
        set req.http.X-Cache = "HIT";
    } elsif (req.restarts == 0 && obj.ttl + std.duration(obj.http.X-Grace, 0s) < 0s) {
        # Too old to be sent while a new one is fetched: ask, as if there were none.
        set req.grace = std.duration(obj.http.X-Grace, 0s);
        return (restart);
    } else {
        set req.http.X-Cache = "STALE";
    }
}

sub vcl_miss {
    set req.http.X-Cache = "MISS";
}

sub vcl_pass {
    set req.http.X-Cache = "PASS";
}

sub vcl_deliver {
    # Figures are for whoever runs this. Each replica has its own, and is asked for them at its own address and
    # port. They are told by their type, which nothing else has: a path can be spelled in many
    # ways. This machine may not ask either: behind a proxy on it every stranger comes from 127.0.0.1.
    if (resp.http.Content-Type ~ "^text/plain; version=") {
        return (synth(404));
    }
    if (resp.status >= 500 && req.restarts == 1) {
        # Nobody could be asked: the old one after all.
        set req.grace = 7d;
        return (restart);
    }
    # Varnish compares with one entity tag; this is for lists and `*`.
    if (resp.http.ETag && (req.http.If-None-Match == "*" || std.strstr(req.http.If-None-Match, resp.http.ETag))) {
        set req.http.If-None-Match = resp.http.ETag;
    }
    unset resp.http.X-Grace;
    set resp.http.X-Cache = req.http.X-Cache;
}

sub vcl_backend_fetch {
    set bereq.backend = replicas.backend(by=HASH, alt=bereq.retries);
}

sub vcl_backend_response {
    # Nothing goes out before it is whole: a replica may die in the middle.
    set beresp.do_stream = false;
    if (beresp.status >= 500) {
        call failed;
        set beresp.uncacheable = true;
        return (deliver);
    }
    # How long it may be sent while a new one is fetched: stale-while-revalidate, which Varnish reads into grace, and
    # not at all if the replica tells nothing. stale-if-error it does not know; so everything that may be kept is kept
    # for that week, and what the replica said stands beside it, for vcl_hit.
    if (beresp.http.Cache-Control !~ "stale-while-revalidate") {
        set beresp.grace = 0s;
    }
    if (beresp.http.Cache-Control !~ "no-store") {
        set beresp.http.X-Grace = "" + beresp.grace + "s";
        set beresp.grace = 7d;
    }
    # Scripts and styles are to be asked for anew each time; kept for a minute, they outlive the replicas as pages do.
    # Redirects tell nothing.
    if (beresp.status == 308 || (beresp.status == 200 && bereq.url ~ "/static/")) {
        set beresp.ttl = 1m;
        return (deliver);
    }
}

sub vcl_backend_error {
    call failed;
    # Kept for no one: those who wait for the same answer would get the error, and not the old one.
    set beresp.ttl = 0s;
    set beresp.grace = 0s;
}

sub failed {
    if (bereq.retries < 2 && (bereq.method == "GET" || bereq.method == "HEAD")) {
        return (retry);
    }
    # What is kept is better than an error.
    if (bereq.is_bgfetch) {
        return (abandon);
    }
}
