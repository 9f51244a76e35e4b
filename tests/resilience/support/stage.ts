import { freshFolder } from '../../support/folders.js';
import { VirtualClock } from '../../support/virtual-clock.js';
import { makeStation, Station } from '../../support/workstation.js';
import { MemoryDisk, type DiskImage } from './memory-disk.js';
import type { Work } from './works.js';
import { CopiedVault, type VaultImage } from './vault-image.js';

const HOUR_MS = 3_600_000;

/** A workstation and a vault as they are just before a piece of work; every case begins from a copy. */
export interface Stage {
  readonly work: Work;
  /** Holds the identities and the lock; the store lies on the copied disk. */
  readonly folder: string;
  readonly disk: DiskImage;
  readonly vault: VaultImage;
  readonly now: number;
}

/** One case on its stage. */
export interface Act {
  readonly station: Station;
  readonly disk: MemoryDisk;
}

export async function setStage(work: Work): Promise<Stage> {
  const folder = freshFolder();
  const disk = new MemoryDisk();
  const storage = new CopiedVault();
  const station = await makeStation({ folder, files: disk.files, storage });
  await work.prepare(station);
  station.workstation.store.compact();
  station.close();
  return { work, folder, disk: disk.image(), vault: storage.image(), now: station.clock.now() };
}

/** Opens a copy, hours after the stage was set: what the vault counts per time begins anew. */
export async function openStage(stage: Stage): Promise<Act> {
  const disk = new MemoryDisk(stage.disk);
  const station = await Station.existing({
    folder: stage.folder,
    files: disk.files,
    clock: new VirtualClock(stage.now + 2 * HOUR_MS),
    storage: new CopiedVault(stage.vault),
  });
  return { station, disk };
}
