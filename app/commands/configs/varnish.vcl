vcl 4.1;
# Varnish in front of the record, for example as /etc/varnish/default.vcl. Start varnishd with
#     -p http_gzip_support=off
# so that it keeps the encodings that the API made, brotli among them, each with its own tag.

import directors;

# No probes: who has just been restarted must not count as gone for the time of a probe. What one
# does not take, the other is asked at once.
backend one { .host = "127.0.0.1"; .port = "8000"; .connect_timeout = 2s; }
backend two { .host = "127.0.0.1"; .port = "8001"; .connect_timeout = 2s; }

sub vcl_init {
    new record = directors.round_robin();
    record.add_backend(one);
    record.add_backend(two);
}

sub vcl_backend_fetch {
    # Each in turn; and what one does not take because it is restarted, the other does.
    if (bereq.retries == 0) {
        set bereq.backend = record.backend();
    } elsif (bereq.retries == 2) {
        set bereq.backend = one;
    } else {
        set bereq.backend = two;
    }
}

sub vcl_recv {
    # Three encodings and two forms, however they are spelt, so that Vary keeps few variants.
    if (req.http.Accept-Encoding ~ "(?i)(^|,)\s*br(?!\s*;\s*q=0(\.0*)?\s*(,|$))\s*([;,]|$)") {
        set req.http.Accept-Encoding = "br";
    } elsif (req.http.Accept-Encoding ~ "(?i)(^|,)\s*(x-)?gzip(?!\s*;\s*q=0(\.0*)?\s*(,|$))\s*([;,]|$)") {
        set req.http.Accept-Encoding = "gzip";
    } else {
        unset req.http.Accept-Encoding;
    }
    if (req.http.Accept ~ "(?i)(^|,)\s*text/html\s*(,|$)" && req.http.Accept !~ "(?i)\bjson\b") {
        set req.http.Accept = "text/html, */*;q=0.5";
    } else {
        unset req.http.Accept;
    }
    # The record knows no one: what could tell people apart must not split or bypass the cache.
    unset req.http.Cookie;
    unset req.http.Authorization;
    # Other methods, and preflights, are answered by the API itself.
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    return (hash);
}

sub vcl_backend_response {
    # Kept past its time, an answer is asked for again with its tag: 304 costs no body.
    set beresp.keep = 7d;
    if (beresp.http.Cache-Control ~ "no-store") {
        set beresp.uncacheable = true;
        set beresp.ttl = 0s;
    }
    return (deliver);
}

sub vcl_backend_error {
    if (bereq.retries < 3) {
        return (retry);
    }
}

sub vcl_deliver {
    # What the cache did (RFC 9211).
    if (obj.hits > 0) {
        set resp.http.Cache-Status = "record; hit";
    } else {
        set resp.http.Cache-Status = "record; fwd=miss";
    }
    unset resp.http.X-Varnish;
    unset resp.http.Via;
}
