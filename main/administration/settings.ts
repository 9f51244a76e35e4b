import { resolve } from 'node:path';
import { z } from 'zod';
import type { Actor } from '../../shared/domain/actor.js';
import { fail, ok, type Result } from '../../shared/result.js';
import { checkCaFile } from '../azure/index.js';
import type { SystemLog } from '../logging-and-reporting/index.js';
import { readSetting, writeSetting } from '../store/tables/settings.js';
import type { Store } from '../store/types.js';

const onOff = z.enum(['on', 'off'], { error: 'Give on or off.' });

/** Administration > Configuration: every setting, what it takes and what it is when nobody set it. */
const SETTINGS = {
  'designated-device': {
    schema: onOff,
    initial: 'off',
    explains:
      'HSM Protected Key Options: this workstation is the designated device; only it may push, rotate and delete on the cloud',
  },
  'lock-after-minutes': {
    schema: z.string().regex(/^(?:[1-9]|[1-5]\d|60)$/, 'Give a number of minutes from 1 to 60.'),
    initial: '5',
    explains: 'minutes without anybody at work after which the window locks itself',
  },
  'kek-size': {
    schema: z.enum(['2048', '3072', '4096'], { error: 'A KEK has 2048, 3072 or 4096 bits.' }),
    initial: '4096',
    explains: 'bits of the KEK that wraps a key on its way',
  },
  'ca-file': {
    schema: z.string().min(1, 'Give the path of a PEM file, or off.'),
    initial: 'off',
    explains: 'PEM file with further CAs to trust (an inspecting proxy), or off',
  },
  'compare-every': {
    schema: z.enum(['off', '1d', '7d', '30d'], { error: 'Give off, 1d, 7d or 30d.' }),
    initial: 'off',
    explains: 'Compare with Vault by itself, every group so often, while the workstation is not sealed',
  },
  syslog: {
    schema: onOff,
    initial: 'off',
    explains: 'the live feed of the log to a syslog server over TLS (RFC 5425); set its host first',
  },
  'syslog-host': {
    schema: z
      .string()
      .regex(
        /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-fA-F:]{2,39}|off)$/,
        'Give a host name or an address, or off.',
      ),
    initial: 'off',
    explains: 'name or address of the syslog server, as in its certificate; or off',
  },
  'syslog-port': {
    schema: z
      .string()
      .regex(/^[1-9]\d{0,4}$/, 'Give a port from 1 to 65535.')
      .refine((port) => Number(port) <= 65_535, 'Give a port from 1 to 65535.'),
    initial: '6514',
    explains: 'port of the syslog server',
  },
  'syslog-ca-file': {
    schema: z.string().min(1, 'Give the path of a PEM file, or off.'),
    initial: 'off',
    explains: "PEM file with the CA of the syslog server's certificate; off: those of this machine",
  },
} as const;
export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The settings of this workstation. */
export class Settings {
  readonly #store: Store;
  readonly #log: SystemLog;
  readonly #actor: Actor;

  constructor(parts: { readonly store: Store; readonly log: SystemLog; readonly actor: Actor }) {
    this.#store = parts.store;
    this.#log = parts.log;
    this.#actor = parts.actor;
  }

  get(name: SettingName): string {
    return readSetting(this.#store, name) ?? SETTINGS[name].initial;
  }

  all(): { readonly name: SettingName; readonly value: string; readonly explains: string }[] {
    return SETTING_NAMES.map((name) => ({ name, value: this.get(name), explains: SETTINGS[name].explains }));
  }

  /** Codes `setting-unknown`, `bad-input`, `ca-file-unreadable`, `ca-file-bad`. */
  set(name: string, value: string): Result<void> {
    const known = SETTING_NAMES.find((one) => one === name);
    if (!known) {
      return fail('setting-unknown', `There is no setting ${name}.`, {
        advice: `There are ${SETTING_NAMES.join(', ')}.`,
      });
    }
    const parsed = SETTINGS[known].schema.safeParse(value);
    if (!parsed.success) return fail('bad-input', `${known}: ${parsed.error.issues[0]?.message ?? 'not understood.'}`);
    const wanted = isCaFile(known) ? usableCaFile(parsed.data) : ok(parsed.data);
    if (known === 'syslog' && parsed.data === 'on' && this.get('syslog-host') === 'off') {
      return fail('syslog-host-missing', 'The live feed has no syslog server yet.', {
        advice: 'First: config set syslog-host HOST.',
      });
    }
    if (!wanted.ok) return wanted;
    const before = this.get(known);
    if (wanted.value === before) return ok(undefined);
    this.#store.commit((tx) => {
      writeSetting(tx, known, wanted.value);
      const message = `Setting ${known} changed from ${before} to ${wanted.value}.`;
      this.#log.append(tx, [
        { service: 'System', level: 'INFO', event: 'setting-changed', actor: this.#actor.name, object: known, message },
      ]);
    });
    return ok(undefined);
  }

  get designatedDevice(): boolean {
    return this.get('designated-device') === 'on';
  }

  get lockAfterMinutes(): number {
    return Number(this.get('lock-after-minutes'));
  }

  get kekBits(): 2048 | 3072 | 4096 {
    const bits = Number(this.get('kek-size'));
    return bits === 2048 || bits === 3072 ? bits : 4096;
  }

  /** Milliseconds; undefined: Compare with Vault is done by hand only. */
  get compareEveryMs(): number | undefined {
    const days = Number.parseInt(this.get('compare-every'), 10);
    return Number.isNaN(days) ? undefined : days * 86_400_000;
  }

  /** Where the live feed goes; undefined: it is off. */
  get syslogServer(): { readonly host: string; readonly port: number; readonly caFile?: string } | undefined {
    const [host, caFile] = [this.get('syslog-host'), this.get('syslog-ca-file')];
    if (this.get('syslog') !== 'on' || host === 'off') return undefined;
    return { host, port: Number(this.get('syslog-port')), ...(caFile === 'off' ? {} : { caFile }) };
  }

  /** undefined: none. */
  get caFile(): string | undefined {
    const file = this.get('ca-file');
    return file === 'off' ? undefined : file;
  }
}

/** Settings that name a PEM file of CAs. */
export function isCaFile(name: string): boolean {
  return name === 'ca-file' || name === 'syslog-ca-file';
}

/** The whole path: the next start may be in another folder. */
function usableCaFile(text: string): Result<string> {
  if (text === 'off') return ok(text);
  const file = resolve(text);
  const usable = checkCaFile(file);
  return usable.ok ? ok(file) : usable;
}
