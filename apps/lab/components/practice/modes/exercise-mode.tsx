import type { Mode } from "@/lib/practice/content/topic";
import { DrillMode } from "./drill-mode";
import type { ModeProps } from "./mode-props";
import { ProjectMode } from "./project-mode";
import { RecallMode } from "./recall-mode";
import { TestMode } from "./test-mode";

/** A mode in which the visitor answers: exercises, a project, cards or a test. */
export function ExerciseMode({ mode, ...props }: ModeProps<Exclude<Mode["kind"], "read">>) {
  switch (mode.kind) {
    case "drill":
      return <DrillMode mode={mode} {...props} />;
    case "project":
      return <ProjectMode mode={mode} {...props} />;
    case "recall":
      return <RecallMode mode={mode} {...props} />;
    case "test":
      return <TestMode mode={mode} {...props} />;
  }
}
