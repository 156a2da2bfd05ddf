import type { MailboxInput, MailboxView, Provider, Secret, TestReport, Tls } from '../../backend';

/** The ports that go with a way of encrypting. */
const PORTS: Record<Tls, string> = { implicit: '993', starttls: '143', none: '143' };
const SENDING_PORTS: Record<Tls, string> = { implicit: '465', starttls: '587', none: '25' };

/** A mailbox as it is being set up, or changed. */
export class Draft {
  /** The provider's id; empty: another server. */
  provider = $state('');
  name = $state('');
  user = $state('');
  host = $state('');
  port = $state(PORTS.implicit);
  tls = $state<Tls>('implicit');
  login = $state<Secret['with']>('password');
  password = $state('');
  command = $state('');
  ca = $state('');
  /** Mail is sent by it, too. */
  sends = $state(false);
  smtpHost = $state('');
  smtpPort = $state(SENDING_PORTS.implicit);
  smtpTls = $state<Tls>('implicit');
  senderName = $state('');
  senderAddress = $state('');
  acknowledges = $state(false);
  folders = $state.raw<string[]>(['INBOX']);
  /** The names of our own server, parted by spaces or commas. */
  authserv = $state('');
  /** What the last test found, and for what. */
  report = $state.raw<{ found: TestReport; of: string } | null>(null);
  readonly of: MailboxView | null;
  /** Somebody said themselves where the server is. */
  #placed: boolean;
  /** And what it is called. */
  #named: boolean;

  constructor(of: MailboxView | null) {
    this.of = of;
    this.#placed = this.#named = of !== null;
    if (!of) return;
    this.name = of.name;
    this.user = of.user;
    this.host = of.host;
    this.port = String(of.port);
    this.tls = of.tls;
    this.login = of.token_command === null ? 'password' : 'token-command';
    this.command = of.token_command ?? '';
    this.ca = of.ca ?? '';
    if (of.smtp) {
      this.sends = true;
      this.smtpHost = of.smtp.host;
      this.smtpPort = String(of.smtp.port);
      this.smtpTls = of.smtp.tls;
      this.senderName = of.smtp.sender_name;
      this.senderAddress = of.smtp.sender_address;
      this.acknowledges = of.smtp.acknowledges;
    }
    this.folders = of.folders.map((folder) => folder.name);
    this.authserv = of.authserv_ids.join(', ');
  }

  /** Fills in how a provider's mailboxes are reached. */
  choose(provider: Provider | undefined): void {
    this.provider = provider?.id ?? '';
    this.#placed = true;
    if (!provider) return;
    this.host = provider.host;
    this.port = String(provider.port);
    this.tls = provider.tls;
    if (provider.smtp) {
      this.smtpHost = provider.smtp.host;
      this.smtpPort = String(provider.smtp.port);
      this.smtpTls = provider.smtp.tls;
    }
    if (provider.token) this.login = 'token-command';
  }

  /** An address gives a name, and of a known domain the provider, until somebody says otherwise. */
  addressed(providers: Provider[]): void {
    const [local, domain = ''] = this.user.trim().toLowerCase().split('@');
    if (!this.#named) this.name = local ?? '';
    const known = providers.find((one) => one.domains.includes(domain));
    if (!known || this.#placed) return;
    this.choose(known);
    this.#placed = false;
  }

  named(): void {
    this.#named = true;
  }

  hosted(): void {
    this.#placed = true;
  }

  /** A port that was never typed follows the way of encrypting. */
  encrypted(): void {
    if (Object.values(PORTS).includes(this.port)) this.port = PORTS[this.tls];
  }

  sendingEncrypted(): void {
    const follows = Object.values(SENDING_PORTS).includes(this.smtpPort);
    if (follows) this.smtpPort = SENDING_PORTS[this.smtpTls];
  }

  /** The secret that is kept is for other servers, or of another kind. */
  get needsSecret(): boolean {
    const { of, input } = this;
    if (!of || of.login !== this.login) return true;
    return !isSame(of, input) || (input.smtp !== null && !isSame(of.smtp, input.smtp));
  }

  get #secret(): Secret | null {
    const value = this.login === 'password' ? this.password : this.command.trim();
    return value ? { with: this.login, value } : null;
  }

  /** Names of the fields that have to be filled in first. */
  get lacking(): string[] {
    const sends = this.sends && {
      'smtp-host': this.smtpHost.trim(),
      'smtp-port': isPort(this.smtpPort),
    };
    const given = {
      name: this.name.trim(),
      user: this.user.trim(),
      host: this.host.trim(),
      port: isPort(this.port),
      ...sends,
      folders: this.folders.length > 0,
      [this.login]: this.#secret !== null || !this.needsSecret,
    };
    return Object.entries(given).flatMap(([field, value]) => (value ? [] : [field]));
  }

  get input(): MailboxInput {
    return {
      name: this.name.trim(),
      host: this.host.trim(),
      port: Number(this.port),
      tls: this.tls,
      user: this.user.trim(),
      secret: this.#secret,
      ca: this.ca.trim() || null,
      folders: this.folders,
      smtp: this.sends
        ? {
            host: this.smtpHost.trim(),
            port: Number(this.smtpPort),
            tls: this.smtpTls,
            sender_name: this.senderName.trim(),
            sender_address: this.senderAddress.trim(),
            acknowledges: this.acknowledges,
          }
        : null,
      authserv_ids: this.authserv.split(/[\s,，、;；]+/).filter(Boolean),
    };
  }

  /** What a test depends on. */
  get connection(): string {
    const { host, port, tls, user, secret, ca, smtp } = this.input;
    return JSON.stringify({ host, port, tls, user, secret, ca, smtp });
  }

  /** What a test found of the connection as it is typed now. */
  get tested(): TestReport | null {
    return this.report?.of === this.connection ? this.report.found : null;
  }
}

interface Reached {
  host: string;
  port: number;
  tls: Tls;
}

/** Whether both are the same server, reached in the same way: only there goes a secret. */
function isSame(one: Reached | null, other: Reached): boolean {
  return one?.host === other.host && one.port === other.port && one.tls === other.tls;
}

function isPort(typed: string): boolean {
  const port = Number(typed);
  return Number.isInteger(port) && port > 0 && port < 65_536;
}
