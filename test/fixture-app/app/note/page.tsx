import { NoteForm } from "./form";

export default function Note() {
  return <NoteForm />;
}
