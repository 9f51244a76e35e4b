import { onTestFinished } from 'vitest';
import { channelOf, contract, ROOM_NAMES, type Answer, type Call } from '../../shared/contract/index.js';
import { NO_PLAN } from '../../shared/domain/ceremony/plan-draft.js';
import type { Sender } from '../../main/ipc/index.js';
import type { OpenRooms } from '../../main/ipc/open-rooms.js';
import { Registrar } from '../../main/ipc/registrar.js';
import { Station } from '../../main/ipc/station.js';
import { freshFolder } from './folders.js';
import { must } from './must.js';
import { makePractice } from './practice.js';
import { ORIGIN, OURSELVES } from './window.js';
import { ADA, ADMINS, BEN, WEAK_SCRYPT } from './workstation.js';

/** Every call of the contract. */
export const CALLS = ROOM_NAMES.flatMap((room) =>
  Object.entries<Call>(contract[room].calls).map(([name, call]) => ({ channel: channelOf(room, name), call })),
);
export const NOT_FOR_ANYBODY = CALLS.filter(({ call }) => call.need !== 'anybody');
export const UUID = '44444444-4444-4444-8444-444444444444';

/** An argument that each call takes; calls that are not named here take none. */
export const ARGUMENTS: Readonly<Record<string, unknown>> = {
  'identityManagement.checkPassphrase': ADA,
  'identityManagement.firstStart': { administrators: ADMINS },
  'identityManagement.backupInfo': { file: '/nowhere/backup.kfbackup' },
  'identityManagement.restoreBackup': { file: '/nowhere/backup.kfbackup', logins: ADMINS, acceptOlder: false },
  'identityManagement.logIn': { logins: ADMINS },
  'identityManagement.reopen': ADA,
  'identityManagement.addIdentity': { name: 'Olga', role: 'Operator', passphrase: 'nine slow barges under the bridge' },
  'identityManagement.disableIdentity': { name: 'Olga' },
  'identityManagement.enableIdentity': { name: 'Olga' },
  'identityManagement.changeRole': { name: 'Olga', role: 'Auditor' },
  'identityManagement.setThreshold': { threshold: 2, logins: ADMINS, justification: 'As agreed.' },
  'identityManagement.approve': { requestId: UUID, login: BEN, justification: 'As agreed.' },
  'identityManagement.declineApproval': { requestId: UUID },
  'identityManagement.makeRecoveryShares': {
    threshold: 2,
    holders: ['Notary', 'Bank'],
    logins: ADMINS,
    justification: 'As agreed.',
  },
  'identityManagement.testRecoveryShares': { shares: ['0000', '0001'] },
  'identityManagement.recover': {
    shares: ['0000', '0001'],
    administrators: ADMINS,
    lost: ['Ada'],
    justification: 'As agreed.',
  },
  'identityManagement.changePassphrase': { ...ADA, newPassphrase: 'nine slow barges under the bridge' },
  'identityManagement.addCredential': {
    name: 'azure',
    cloud: 'public',
    tenantId: UUID,
    clientId: UUID,
    secret: 'not~a~secret~of~anybody~000000',
  },
  'identityManagement.addPracticeCredential': { name: 'practice' },
  'identityManagement.updateCredential': { id: UUID },
  'identityManagement.removeCredential': { id: UUID },
  'identityManagement.testCredential': { id: UUID, vault: 'contoso' },
  'keyManagement.createGroup': { name: 'payroll', vault: 'contoso', keyType: 'p-256', credentialId: UUID },
  'keyManagement.editGroup': { groupId: UUID },
  'keyManagement.removeGroup': { groupId: UUID, confirm: 'payroll' },
  'keyManagement.createKeys': { groupId: UUID, count: 1 },
  'keyManagement.removeKey': { groupId: UUID, keyId: UUID, confirm: 'payroll-001' },
  'keyManagement.previewRotation': { rotateEvery: '90d', count: 10 },
  'keyManagement.synchronize': { groupId: UUID, keyIds: [] },
  'keyManagement.rotate': { groupId: UUID },
  'keyManagement.pushAgain': { groupId: UUID, keyId: UUID },
  'keyManagement.enableVersion': { groupId: UUID, version: '0123456789abcdef0123456789abcdef' },
  'keyManagement.recoverDeleted': { groupId: UUID },
  'keyManagement.followOther': { jobId: UUID },
  'keyManagement.purgeDeleted': { groupId: UUID, confirm: 'payroll', justification: 'Its name is needed.' },
  'keyManagement.previewDeletion': { groupId: UUID },
  'keyManagement.deleteOnCloud': { groupId: UUID, confirm: 'payroll', justification: 'No longer needed.', purge: true },
  'keyManagement.compareWithVault': { groupId: UUID },
  'loggingAndReporting.job': { jobId: UUID },
  'loggingAndReporting.cancelJob': { jobId: UUID },
  'loggingAndReporting.queueJob': { jobId: UUID },
  'loggingAndReporting.repeatJob': { jobId: UUID },
  'loggingAndReporting.logPage': { filter: {}, offset: 0, limit: 10 },
  'loggingAndReporting.suggestFile': { name: 'log.csv' },
  'loggingAndReporting.chooseFile': { file: 'log.csv' },
  'loggingAndReporting.exportLogs': { file: '/nowhere/log.csv', format: 'csv', filter: {}, overwrite: false },
  'loggingAndReporting.report': { kind: 'inventory' },
  'loggingAndReporting.exportReport': {
    kind: 'inventory',
    format: 'csv',
    file: '/nowhere/report.csv',
    overwrite: false,
  },
  'ceremonies.newPlan': { kind: 'destroy', mode: 'PRACTICE' },
  'ceremonies.checkPlan': { text: 'format: no-plan' },
  'ceremonies.editPlan': { text: 'format: no-plan', draft: NO_PLAN },
  'ceremonies.savePlan': { text: 'format: no-plan', file: '/nowhere/plan.yaml', overwrite: false },
  'ceremonies.writeScript': { text: 'format: no-plan', file: '/nowhere/script.pdf', overwrite: false },
  'ceremonies.begin': { text: 'format: no-plan', folder: '/nowhere/out' },
  'ceremonies.resume': { id: '2026-payroll', folder: '/nowhere/out' },
  'ceremonies.current': { id: '2026-payroll' },
  'ceremonies.act': { id: '2026-payroll', by: 'Ada', input: { kind: 'go' } },
  'ceremonies.exception': {
    id: '2026-payroll',
    sheet: { expected: 'This', happened: 'That', decided: 'Go on', by: 'Ada' },
  },
  'ceremonies.abort': { id: '2026-payroll', why: 'As agreed.' },
  'ceremonies.signedOnPaper': { id: '2026-payroll', by: 'Ada', says: 'agree' },
  'ceremonies.sign': { id: '2026-payroll', by: 'Ada', passphrase: 'wrong', says: 'agree' },
  'ceremonies.writeBinder': { id: '2026-payroll', folder: '/nowhere/binder' },
  'ceremonies.verifyRecord': { record: 'AAAA' },
  'ceremonies.testShares': { escrowFile: 'AAAA', shares: ['0000'] },
  'ceremonies.writeRecord': { id: '2026-payroll', file: '/nowhere/record.pdf', overwrite: false },
  'ceremonies.makeKek': {
    credentialId: UUID,
    vault: 'contoso',
    valid: '14d',
    file: '/nowhere/kek.json',
    overwrite: false,
  },
  'ceremonies.removeKek': { name: 'keyferry-ceremony-kek-0000000000000000' },
  'ceremonies.readPackage': { bytes: 'AAAA' },
  'ceremonies.upload': {
    bytes: 'AAAA',
    credentialId: UUID,
    workstationKey: '00',
    word: 'Zulu',
    closing: '/nowhere/closing.json',
  },
  'administration.makeBackup': { file: '/nowhere/backup.kfbackup', overwrite: false },
  'administration.set': { name: 'kek-size', value: '3072' },
};

export function argumentOf(channel: string): string {
  const argument = ARGUMENTS[channel];
  return argument === undefined ? '' : JSON.stringify(argument);
}

export interface Behind {
  readonly station: Station;
  readonly registrar: Registrar;
  readonly ask: (channel: string, argument?: string, sender?: Sender) => Promise<Answer<unknown>>;
}

/** A station before its first start, and the registrar in front of it. */
export async function bare(): Promise<Behind> {
  const practice = await makePractice();
  const options = {
    clock: practice.clock,
    scrypt: WEAK_SCRYPT,
    preferSecretsIn: 'sealed-store',
    practice: { httpClient: { sendRequest: () => Promise.reject(new Error('not asked')) }, admin: practice.admin },
  } as const;
  const station = new Station({ door: 'browser', origin: ORIGIN, dataFolder: freshFolder() }, options, () => undefined);
  onTestFinished(async () => {
    await station.seal();
  });
  const registrar = new Registrar(station);
  return {
    station,
    registrar,
    ask: async (channel, argument = argumentOf(channel), sender = OURSELVES) =>
      JSON.parse(await registrar.answer(sender, channel, argument)) as Answer<unknown>,
  };
}

/** After the first start, unlocked. */
export async function opened(): Promise<Behind> {
  const behind = await bare();
  must(await behind.station.firstStart(ADMINS));
  return behind;
}

export function roomsOf(station: Station): OpenRooms {
  if (!station.rooms) throw new Error('The workstation of this test is sealed.');
  return station.rooms;
}

export function codeOf(answer: Answer<unknown>): string {
  return answer.ok ? 'ok' : answer.code;
}
