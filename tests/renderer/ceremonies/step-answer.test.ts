import { describe, expect, test } from 'vitest';
import type { StepAsk } from '../../../shared/domain/ceremony/view.js';
import { inputOf, NO_ANSWER } from '../../../renderer/ceremonies/run/step-answer.js';

describe('an answer to a step', () => {
  test('is the word as it was typed, without spaces around it, and none while nothing is typed', () => {
    const ask: StepAsk = { kind: 'word', word: 'CONFIRM', label: 'Type CONFIRM' };
    expect(inputOf(ask, NO_ANSWER)).toBeUndefined();
    expect(inputOf(ask, { ...NO_ANSWER, text: ' confirm ' })).toEqual({ kind: 'word', word: 'confirm' });
  });

  test('is a file, with a kid only where one was typed', () => {
    const ask: StepAsk = { kind: 'file', label: 'Give the file', kid: true };
    const draft = { ...NO_ANSWER, fileName: 'kek.json', bytes: 'AAAA' };
    expect(inputOf(ask, NO_ANSWER)).toBeUndefined();
    expect(inputOf(ask, draft)).toEqual({ kind: 'file', name: 'kek.json', bytes: 'AAAA' });
    expect(inputOf(ask, { ...draft, kid: ' https://a ' })).toMatchObject({ kid: 'https://a' });
  });

  test('waits for as many shares as are needed, and for the escrow file', () => {
    const ask: StepAsk = { kind: 'shares', label: 'Give the shares', needed: 2, holders: ['Hal', 'Hana'] };
    const draft = { ...NO_ANSWER, shares: ['one', ' '], fileName: 'escrow.json', bytes: 'AAAA' };
    expect(inputOf(ask, draft)).toBeUndefined();
    expect(inputOf(ask, { ...draft, shares: ['one', 'two'], fileName: '' })).toBeUndefined();
    expect(inputOf(ask, { ...draft, shares: ['one', 'two'] })).toMatchObject({ shares: ['one', 'two'] });
  });

  test('takes nobody for agreeing who has not said so, and asks who disagrees for a reason', () => {
    const ask: StepAsk = { kind: 'agreements', label: 'Each person', people: ['Ada', 'Walt'] };
    const ada = { says: 'agree', remark: '' } as const;
    expect(inputOf(ask, { ...NO_ANSWER, said: { Ada: ada } })).toBeUndefined();
    const walt = { says: 'disagree', remark: ' ' } as const;
    expect(inputOf(ask, { ...NO_ANSWER, said: { Ada: ada, Walt: walt } })).toBeUndefined();
    expect(inputOf(ask, { ...NO_ANSWER, said: { Ada: ada, Walt: { ...walt, remark: 'Too loud' } } })).toEqual({
      kind: 'agreements',
      agreements: [
        { name: 'Ada', says: 'agree' },
        { name: 'Walt', says: 'disagree', remark: 'Too loud' },
      ],
    });
  });
});
