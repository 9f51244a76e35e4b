import type { z } from 'zod';
import { administration } from './administration.js';
import { ceremonies } from './ceremonies.js';
import type { Call, RoomContract } from './define.js';
import { identityManagement } from './identity-management.js';
import { keyManagement } from './key-management.js';
import { loggingAndReporting } from './logging-and-reporting.js';

/**
 * Everything that is said across the bridge, one value per room. Main's registrar, preload's bridge, the renderer's types
 * and the test double are all derived from it.
 */
export const contract = { identityManagement, keyManagement, loggingAndReporting, administration, ceremonies } as const;
contract satisfies Readonly<Record<string, RoomContract>>;

export type Contract = typeof contract;
export type RoomName = keyof Contract;
export const ROOM_NAMES = Object.keys(contract) as readonly RoomName[];

export type CallName<R extends RoomName> = keyof Contract[R]['calls'] & string;
type CallOf<R extends RoomName, C extends CallName<R>> =
  Contract[R]['calls'][C] extends Call<infer A, infer B> ? Call<A, B> : never;

/** What the renderer gives. */
export type Argument<R extends RoomName, C extends CallName<R>> = z.input<CallOf<R, C>['argument']>;
/** What the room gets: checked, trimmed. */
export type Checked<R extends RoomName, C extends CallName<R>> = z.output<CallOf<R, C>['argument']>;
/** What is answered. */
export type Reply<R extends RoomName, C extends CallName<R>> = z.output<CallOf<R, C>['reply']>;

/** What a room tells by itself. */
export type PushOf<R extends RoomName> = z.output<Contract[R]['push']>;
export type Push = { [R in RoomName]: { readonly room: R; readonly value: PushOf<R> } }[RoomName];

export { mayCall, ROLES, type Call, type CallKind, type Need, type Role, type RoomContract } from './define.js';
export type { ApprovalRequest } from '../domain/approval.js';
export { channelOf, type Answer, type Bridge, type Transport } from './bridge.js';
export type { IdentityView, PassphraseHint, RecoveryView, SessionView } from './identity-management.js';
export type { DriftView, GroupView } from './key-management.js';
export type { CheckpointView, ReportFormat, ReportView } from './logging-and-reporting.js';
export type { KekView, PackageView, PlanCheckView, ShareTestView, UploadView, WireInput } from './ceremonies.js';
export type { ConfigurationView } from './administration.js';
export type { KeyView } from './parts.js';
