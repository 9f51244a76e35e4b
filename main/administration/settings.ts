import { resolve } from 'node:path';
import { z } from 'zod';
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
} as const;
export type SettingName = keyof typeof SETTINGS;

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[];

/** The settings of this workstation. */
export class Settings {
  readonly #store: Store;
  readonly #log: SystemLog;
  readonly #actor: string;

  constructor(parts: { readonly store: Store; readonly log: SystemLog; readonly actor: string }) {
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
    const wanted = known === 'ca-file' ? usableCaFile(parsed.data) : ok(parsed.data);
    if (!wanted.ok) return wanted;
    const before = this.get(known);
    if (wanted.value === before) return ok(undefined);
    this.#store.commit((tx) => {
      writeSetting(tx, known, wanted.value);
      const message = `Setting ${known} changed from ${before} to ${wanted.value}.`;
      this.#log.append(tx, [
        { service: 'System', level: 'INFO', event: 'setting-changed', actor: this.#actor, object: known, message },
      ]);
    });
    return ok(undefined);
  }

  get designatedDevice(): boolean {
    return this.get('designated-device') === 'on';
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

  /** undefined: none. */
  get caFile(): string | undefined {
    const file = this.get('ca-file');
    return file === 'off' ? undefined : file;
  }
}

/** The whole path: the next start may be in another folder. */
function usableCaFile(text: string): Result<string> {
  if (text === 'off') return ok(text);
  const file = resolve(text);
  const usable = checkCaFile(file);
  return usable.ok ? ok(file) : usable;
}
