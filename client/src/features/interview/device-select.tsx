import { useId } from 'react';
import type { MediaDevice } from '../../media/devices.ts';
import { useInterviewTexts } from './texts.ts';

type DeviceSelectProps = {
  label: string;
  options: readonly MediaDevice[];
  /** `null` is the system's default. */
  value: string | null;
  onChoose: (id: string | null) => void;
};

/** A choice of camera or microphone: the browser's own list, which every phone and screen reader knows. */
export function DeviceSelect({ label, options, value, onChoose }: DeviceSelectProps) {
  const t = useInterviewTexts();
  const id = useId();
  const known = options.some((option) => option.id === value);
  return (
    <div className="cf-device">
      <label htmlFor={id}>{label}</label>
      <select
        id={id}
        className="cf-select"
        value={known && value !== null ? value : ''}
        onChange={(event) => onChoose(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">{t('devicesSystemDefault')}</option>
        {options.map((option, index) => (
          <option key={option.id} value={option.id}>
            {option.label === '' ? t('devicesUnnamed', { number: index + 1 }) : option.label}
          </option>
        ))}
      </select>
    </div>
  );
}
