import { buttonClass } from "../../ui/button";
import { Panel, PanelPart } from "../../ui/panel";
import { DeleteForm } from "./delete-form";

/** Exports and deletes the visitor's progress. */
export function YourData() {
  return (
    <Panel id="your-data">
      <PanelPart heading="Your data" level={2}>
        <p className="max-w-2xl text-sm text-soft">
          The server stores each answer with its time and the chosen option. It does not store code
          that you type.
        </p>
        <div>
          <a href="/api/practice/export" download className={buttonClass("secondary")}>
            Export as JSON
          </a>
        </div>
      </PanelPart>
      <PanelPart>
        <DeleteForm />
      </PanelPart>
    </Panel>
  );
}
