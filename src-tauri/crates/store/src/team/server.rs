//! What a server must be before people's complaints go there.

use std::net::IpAddr;

use sqlx::PgConnection;
use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::{Error, Result};

/// The oldest version in support whose row-level security has no known hole (CVE-2025-8713).
pub const OLDEST: [i32; 3] = [150_014, 160_010, 170_006];

/// Whether a server's version is one of those (as `server_version_num` counts).
pub const fn is_new_enough(version: i32) -> bool {
    let [fifteen, sixteen, seventeen] = OLDEST;
    match version / 10_000 {
        15 => version >= fifteen,
        16 => version >= sixteen,
        17 => version >= seventeen,
        major => major > 17,
    }
}

fn is_here(host: &str) -> bool {
    host.starts_with('/')
        || host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<IpAddr>()
            .is_ok_and(|ip| ip.is_loopback())
}

/// How to connect: beyond this computer with TLS and a certificate that is checked, unless the URL
/// asks for less and `plain` allows it.
pub(crate) fn checked(options: PgConnectOptions, plain: bool) -> Result<PgConnectOptions> {
    if is_here(options.get_host()) || plain {
        return Ok(options);
    }
    match options.get_ssl_mode() {
        PgSslMode::Disable | PgSslMode::Allow => Err(Error::NoTls),
        // Who is not asked for a certificate with the server's name may be anybody.
        _ => Ok(options.ssl_mode(PgSslMode::VerifyFull)),
    }
}

/// Refuses a server that is too old, or reached without TLS from elsewhere.
pub(super) async fn check(c: &mut PgConnection, plain: bool) -> Result<()> {
    let (version, encrypted, here): (i32, bool, bool) = sqlx::query_as(
        "select current_setting('server_version_num')::int,
                coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false),
                coalesce(inet_client_addr() <<= '127.0.0.0/8' or inet_client_addr() = '::1', true)",
    )
    .fetch_one(c)
    .await?;
    if !is_new_enough(version) {
        return Err(Error::ServerTooOld {
            found: format!("{}.{}", version / 10_000, version % 10_000),
        });
    }
    if encrypted || here || plain {
        Ok(())
    } else {
        Err(Error::NoTls)
    }
}
