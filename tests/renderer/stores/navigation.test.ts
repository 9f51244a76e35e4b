import { beforeEach, describe, expect, test } from 'vitest';
import { AT_HOME, choose, go, goBack, goForward, useNavigation } from '../../../renderer/stores/navigation.js';

const place = (): string => {
  const { view, id } = useNavigation.getState().place;
  return id === undefined ? view : `${view} ${id}`;
};

describe('navigation', () => {
  beforeEach(() => useNavigation.setState(AT_HOME, true));

  test('goes back and forward', () => {
    go({ view: 'keys', id: 'a' });
    go({ view: 'jobs' });
    goBack();
    expect(place()).toBe('keys a');
    goBack();
    expect(place()).toBe('home');
    goForward();
    goForward();
    expect(place()).toBe('jobs');
  });

  test('stays where it is when there is nothing to go back or forward to', () => {
    goBack();
    goForward();
    expect(place()).toBe('home');
  });

  test('forgets what lay ahead when it goes somewhere else', () => {
    go({ view: 'keys' });
    goBack();
    go({ view: 'jobs' });
    goForward();
    expect(place()).toBe('jobs');
  });

  test('makes no step of going where one is, nor of choosing in a view', () => {
    go({ view: 'keys' });
    go({ view: 'keys' });
    choose('a');
    expect(place()).toBe('keys a');
    goBack();
    expect(place()).toBe('home');
  });
});
