//! What other desktops change, as PostgreSQL tells it (LISTEN, NOTIFY): the name of a desk, and
//! never more.

use sqlx::postgres::PgListener;

use crate::{Result, Store, Tx};

/// The channel that the server's triggers speak on.
const CHANNEL: &str = "desk";

/// Tells other desktops that something of a desk was changed, where no trigger does.
pub(crate) async fn tell(tx: &mut Tx, desk: &str) -> Result<()> {
    if let Tx::Pg(t) = tx {
        sqlx::query("select pg_notify($1, $2)")
            .bind(CHANNEL)
            .bind(desk)
            .execute(&mut **t)
            .await?;
    }
    Ok(())
}

/// What is heard.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Something of this desk was changed, by somebody or by oneself.
    Changed(String),
    /// The connection is gone: what is changed meanwhile will not be heard.
    Lost,
}

/// Hears what is changed, over a connection of its own.
pub struct Listener(PgListener);

impl Store {
    /// Begins to listen. None on the embedded engine: nobody else is there.
    pub async fn listen(&self) -> Result<Option<Listener>> {
        let Self::Pg(pool) = self else {
            return Ok(None);
        };
        let mut listener = PgListener::connect_with(pool).await?;
        // That the server is gone is told at once, and not after it was tried for half a minute.
        listener.eager_reconnect(false);
        listener.listen(CHANNEL).await?;
        Ok(Some(Listener(listener)))
    }
}

impl Listener {
    /// The next news. After [`News::Lost`] the next call connects again, and listens again.
    ///
    /// # Errors
    /// Where it can't: to be tried again.
    pub async fn next(&mut self) -> Result<News> {
        let heard = self.0.try_recv().await?;
        Ok(match heard {
            Some(said) => News::Changed(said.payload().to_owned()),
            None => News::Lost,
        })
    }
}
