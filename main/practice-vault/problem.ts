/** An answer that refuses, in Azure's words and shape. Thrown inside the practice vault only; its router answers it. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly inner: string | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    more: { inner?: string; headers?: Record<string, string> } = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.inner = more.inner;
    this.headers = more.headers ?? {};
  }

  /** The error body as Key Vault sends it. */
  get body(): string {
    const innererror = this.inner ? { innererror: { code: this.inner } } : {};
    return JSON.stringify({ error: { code: this.code, message: this.message, ...innererror } });
  }
}

/** What Node's network stack says of a connection that brought no answer. */
const CONNECTION_ERRORS = {
  ECONNRESET: (host: string) => `read ECONNRESET (${host})`,
  ENOTFOUND: (host: string) => `getaddrinfo ENOTFOUND ${host}`,
  ECONNREFUSED: (host: string) => `connect ECONNREFUSED ${host}:443`,
  ETIMEDOUT: (host: string) => `connect ETIMEDOUT ${host}:443`,
  SELF_SIGNED_CERT_IN_CHAIN: () => 'self-signed certificate in certificate chain',
} as const;

/** The connection breaks instead of answering; `code` is what Node's network stack would say. */
export class BrokenConnection extends Error {
  readonly code: keyof typeof CONNECTION_ERRORS;

  constructor(code: keyof typeof CONNECTION_ERRORS, host: string) {
    super(CONNECTION_ERRORS[code](host));
    this.code = code;
  }
}

export function badParameter(message: string): Problem {
  return new Problem(400, 'BadParameter', message);
}

export function conflict(message: string, inner?: string): Problem {
  return new Problem(409, 'Conflict', message, inner ? { inner } : {});
}

export function keyNotFound(name: string, what = 'A key'): Problem {
  return new Problem(404, 'KeyNotFound', `${what} with (name/id) ${name} was not found in this key vault.`);
}
