/** One of a few, side by side. */
interface SwitchProps<T extends string> {
  label: string;
  value: T;
  choices: readonly (readonly [T, string])[];
  change(value: T): void;
}

export function Switch<T extends string>({ label, value, choices, change }: SwitchProps<T>) {
  return (
    <fieldset class="switch">
      <legend class="unseen">{label}</legend>
      {choices.map(([choice, said]) => (
        <label key={choice}>
          <input
            type="radio"
            name={label}
            checked={choice === value}
            onChange={() => change(choice)}
          />
          <span>{said}</span>
        </label>
      ))}
    </fieldset>
  );
}
