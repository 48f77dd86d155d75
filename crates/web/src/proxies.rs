//! The proxies whose statements about client addresses are trusted: only those in the settings.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use ipnet::IpNet;
use kernel::{Problem, Result};

use crate::{App, Failure};

const FORWARDED: &str = "x-forwarded-for";

/// The proxies in front of the program.
#[derive(Clone, Debug, Default)]
pub struct Proxies {
    trusted: Arc<[IpNet]>,
    /// Whether it was already logged that a proxy is missing from the settings.
    told: Arc<AtomicBool>,
}

impl Proxies {
    /// Proxies by their addresses (`10.0.0.5`) and networks (`10.0.0.0/24`).
    ///
    /// # Errors
    /// [`Problem::Malformed`] for an entry that is neither, and for a network of all addresses.
    pub fn new(listed: &[String]) -> Result<Self> {
        let trusted = listed.iter().map(|text| network(text)).collect::<Result<_>>()?;
        Ok(Self { trusted, told: Arc::default() })
    }

    /// Whether an address is that of a proxy.
    #[must_use]
    pub fn trusts(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.trusted.iter().any(|network| network.contains(&address))
    }

    /// The address of a client: the peer's, or, if the peer is a proxy, the right-most address of `X-Forwarded-For` that is not
    /// a proxy's. Addresses further left come from somebody who is not trusted.
    #[must_use]
    pub fn client(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut nearest = peer.to_canonical();
        if !self.trusts(nearest) {
            self.tell(headers);
            return nearest;
        }
        let lines = headers.get_all(FORWARDED).iter().rev();
        // A line that is not text ends the search, as an unreadable address does.
        for entry in lines.flat_map(|line| line.to_str().unwrap_or("?").rsplit(',')) {
            let Some(before) = address(entry) else { break };
            nearest = before;
            if !self.trusts(nearest) {
                break;
            }
        }
        nearest
    }

    /// Logs once that there seems to be a proxy that is missing from the settings. All its clients are then counted as one.
    fn tell(&self, headers: &HeaderMap) {
        if headers.contains_key(FORWARDED) && !self.told.swap(true, Ordering::Relaxed) {
            tracing::warn!(
                "X-Forwarded-For comes from an address that is not in server.trusted_proxies; it is ignored"
            );
        }
    }
}

fn network(text: &str) -> Result<IpNet> {
    let text = text.trim();
    let network = text.parse::<IpNet>().or_else(|_| text.parse::<IpAddr>().map(IpNet::from));
    let wrong = |why: &str| Problem::Malformed(format!("Setelan server.trusted_proxies: {text} {why}."));
    let network = network.map_err(|_| wrong("bukan alamat IP atau jaringan, misalnya 10.0.0.5 atau 10.0.0.0/24"))?;
    if network.prefix_len() == 0 {
        return Err(wrong("mencakup semua alamat; siapa pun lalu dapat mengaku beralamat lain"));
    }
    Ok(network)
}

/// The address of an entry: `203.0.113.7`, `203.0.113.7:4711`, `2001:db8::1` or `[2001:db8::1]:4711`.
fn address(entry: &str) -> Option<IpAddr> {
    let entry = entry.trim();
    let bare = entry.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(entry);
    let address = bare.parse().ok().or_else(|| entry.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    address.map(|address: IpAddr| address.to_canonical())
}

/// The part of an address that counts as one client: all of IPv4, but the first 64 bits of IPv6, since a client can use all
/// addresses with the same 64 bits.
#[must_use]
pub fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() >> 64 << 64)),
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// The address from which a request comes.
pub struct Caller(pub IpAddr);

impl FromRequestParts<App> for Caller {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Failure> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>();
        let ConnectInfo(peer) = peer.ok_or_else(|| Problem::internal("a request without a peer"))?;
        Ok(Self(app.proxies.client(peer.ip(), &parts.headers)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn client(peer: &str, lines: &[&str]) -> String {
        let listed = ["127.0.0.1", "10.0.0.0/8", "2001:db8:1::/48"].map(str::to_owned);
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED, line.parse().unwrap());
        }
        Proxies::new(&listed).unwrap().client(peer.parse().unwrap(), &headers).to_string()
    }

    #[test]
    fn only_proxies_are_believed_and_only_the_nearest_stranger_counts() {
        assert_eq!(client("203.0.113.7", &["198.51.100.1"]), "203.0.113.7");
        assert_eq!(client("127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("::ffff:127.0.0.1", &["198.51.100.1"]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &["1.1.1.1, 198.51.100.1, 10.2.3.4"]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &["1.1.1.1", "198.51.100.1 ,10.2.3.4"]), "198.51.100.1");
        assert_eq!(client("127.0.0.1", &["198.51.100.1:4711"]), "198.51.100.1");
        assert_eq!(client("2001:db8:1::9", &["[2001:db8:2::1]:4711"]), "2001:db8:2::1");
        // An unreadable entry hides all entries to the left of it.
        assert_eq!(client("127.0.0.1", &["198.51.100.1, tidak-terbaca"]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", &["198.51.100.1, unknown, 10.2.3.4"]), "10.2.3.4");
        assert_eq!(client("127.0.0.1", &[]), "127.0.0.1");
        assert_eq!(client("127.0.0.1", &["10.9.9.9, 10.2.3.4"]), "10.9.9.9");
    }

    #[test]
    fn settings_name_addresses_and_networks_but_never_all() {
        for wrong in ["proxy.contoh", "10.0.0.0/33", "", "0.0.0.0/0", "::/0"] {
            assert!(Proxies::new(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
        assert!(!Proxies::default().trusts("127.0.0.1".parse().unwrap()));
    }

    #[test]
    fn one_who_has_a_network_of_ipv6_is_one() {
        let of = |text: &str| counted(text.parse().unwrap()).to_string();
        assert_eq!(of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(of("::ffff:203.0.113.7"), "203.0.113.7");
    }
}
