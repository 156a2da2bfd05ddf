## How far a message has come that is sent from here
sending-queued = Waits to be sent
sending-sending = Being sent
sending-sent = Sent
sending-unknown = Nobody knows whether it arrived
sending-refused = Not sent: refused
sending-bounced = Came back
sending-cancelled = Not sent: given up
sending-failure = { $why ->
    [no-such-host] No server of this name was found.
    [unreachable] The server could not be reached.
    [timeout] The server did not answer in time.
    [closed] The server hung up.
    [certificate-expired] The server’s certificate is not valid now.
    [certificate-name] The certificate is another server’s.
    [certificate-unknown] Nobody who is trusted vouches for the server’s certificate.
    [ca-unreadable] The certificates to trust can’t be read.
    [no-tls] No encryption came about.
    [not-loopback] Without encryption mail goes to this computer alone.
    [refused] The server said no.
   *[other] The server said what no mail server says.
  }{ $said ->
    [none] {""}
   *[other] {" "}({ $said })
  }

## What stops an answer
stop-empty = It says nothing.
stop-no-recipient = Nobody is to get it, or what is there is no address.
stop-unfilled = A field of the letter is not filled in.
stop-not-verified = It gives what is asked, or a file, to somebody of whom it is not established who they are. Establish the identity first.
stop-route-missing = The refusal does not say in its text where the person can complain.
stop-stranger = Somebody gets it who takes no part in the case.
stop-sender-failed = The message that it answers failed its own domain’s check: anybody may have sent it.
stop-other-reply-to = Answers to that message go to another address than it came from.
stop-no-reply = Nobody reads mail at that address.
stop-other-case = It names another case.
stop-file-missing = It speaks of a file, and none goes along.
stop-others-data = It holds what may be data of somebody else.
stop-file-others-data = A file holds what may be data of somebody else.
stop-file-unread = A file can’t be looked through here. Open it and look yourself.
stop-passable = { $passable ->
    [true] can be confirmed
   *[false] has to be mended
  }
stops-none = Nothing stops it.

## Letters
letter-fields = Fields that a letter may name: { $fields }.
letter-unfilled = Still to be filled in: { $fields }.

## The outbox
outbox-none = Nothing waits to be sent.
outbox-flushed = Sent: { $sent }. Waiting for another attempt: { $waiting }. Not known: { $unknown }. Refused: { $refused }.
