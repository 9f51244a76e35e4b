import type { ReactNode } from 'react';
import type { ConfigurationView } from '../../shared/contract/index.js';
import { bridge } from '../bridge.js';
import { Callout, Failure, Section, Select, Spinner, Switch, View } from '../components/index.js';
import { useAdministration, useCall, useWhyNot } from '../stores/index.js';
import { NetworkSection } from './NetworkSection.js';
import { SessionSection } from './SessionSection.js';
import { CONFIGURATION as TEXT } from './strings.js';
import { WorkstationSection } from './WorkstationSection.js';

const KEK_SIZES = (['2048', '3072', '4096'] as const).map((id) => ({
  id,
  title: `RSA-HSM ${id}`,
  note: TEXT.kek.notes[id],
}));

const IDLE = 'lock-after-minutes';

/** Administration > Configuration. */
export function Configuration(): ReactNode {
  const configuration = useAdministration((state) => state.configuration);
  const failure = useAdministration((state) => state.failure);
  return (
    <View title={TEXT.title} lead={TEXT.lead} scrolls>
      {failure && <Failure failure={failure} />}
      {configuration ? <Sections configuration={configuration} /> : !failure && <Spinner label={TEXT.loading} />}
    </View>
  );
}

function Sections({ configuration }: { readonly configuration: ConfigurationView }): ReactNode {
  const set = useCall(bridge().administration.set);
  const whyNot = useWhyNot('administration', 'set');
  const valueOf = (name: string): string =>
    configuration.settings.find((setting) => setting.name === name)?.value ?? '';
  const change = (name: string, value: string): void => void set.run({ name, value });
  const isDesignated = valueOf('designated-device') === 'on';
  const isFixed = whyNot !== undefined || set.busy;
  return (
    <>
      {whyNot !== undefined && <Callout tone="info" title={whyNot} />}
      {set.failure && <Failure failure={set.failure} />}
      <Section title={TEXT.device.title} lead={TEXT.device.lead}>
        <Switch
          isSelected={isDesignated}
          isDisabled={isFixed}
          onChange={(on) => change('designated-device', on ? 'on' : 'off')}
          note={isDesignated ? TEXT.device.on : TEXT.device.off}
        >
          {TEXT.device.label}
        </Switch>
      </Section>
      {valueOf(IDLE) !== '' && (
        <SessionSection
          minutes={Number(valueOf(IDLE))}
          disabledReason={whyNot}
          busy={set.busy}
          onMinutes={(minutes) => change(IDLE, String(minutes))}
        />
      )}
      <Section title={TEXT.kek.title} lead={TEXT.kek.lead}>
        <Select
          label={TEXT.kek.label}
          options={KEK_SIZES}
          value={KEK_SIZES.find((size) => size.id === valueOf('kek-size'))?.id}
          onChange={(size) => change('kek-size', size)}
          isDisabled={isFixed}
        />
      </Section>
      <Section title={TEXT.secrets.title}>
        <p>{configuration.secrets.sentence}</p>
      </Section>
      <NetworkSection
        configuration={configuration}
        caFile={valueOf('ca-file')}
        isFixed={isFixed}
        onCaFile={(file) => change('ca-file', file)}
      />
      <WorkstationSection configuration={configuration} />
    </>
  );
}
