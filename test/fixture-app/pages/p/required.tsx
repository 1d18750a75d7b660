export { default, getServerSideProps } from "./private";
