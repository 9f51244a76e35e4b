import { create } from 'zustand';

export const VIEWS = [
  'home',
  'identities',
  'cloud-credentials',
  'keys',
  'jobs',
  'system-logs',
  'reports',
  'configuration',
  'ceremonies',
] as const;
export type ViewName = (typeof VIEWS)[number];

/** Which view is open, and what is chosen in it (a group, a job, a credential). */
export interface Place {
  readonly view: ViewName;
  readonly id?: string | undefined;
}

interface NavigationStore {
  readonly place: Place;
  readonly back: readonly Place[];
  readonly forward: readonly Place[];
}

const MOST = 50;
export const AT_HOME: NavigationStore = { place: { view: 'home' }, back: [], forward: [] };

export const useNavigation = create<NavigationStore>(() => AT_HOME);

/** Opens a view: `go({ view: 'jobs', id: jobId })`. */
export function go(place: Place): void {
  useNavigation.setState((state) =>
    state.place.view === place.view && state.place.id === place.id
      ? state
      : { place, back: [...state.back, state.place].slice(-MOST), forward: [] },
  );
}

/** Takes note of what is chosen in the view that is open, without a step to go back to. */
export function choose(id: string | undefined): void {
  useNavigation.setState(({ place }) => ({ place: { ...place, id } }));
}

export function goBack(): void {
  useNavigation.setState((state) => {
    const place = state.back.at(-1);
    return place ? { place, back: state.back.slice(0, -1), forward: [state.place, ...state.forward] } : state;
  });
}

export function goForward(): void {
  useNavigation.setState((state) => {
    const [place, ...forward] = state.forward;
    return place ? { place, back: [...state.back, state.place], forward } : state;
  });
}
