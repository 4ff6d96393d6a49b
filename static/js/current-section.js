// Marks the section being read in "On this page". Without this file the list is plain links.
const links = new Map(
  [...document.querySelectorAll(".rail.toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]),
);
const inView = new Set();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](target.id);
    const current = [...links.keys()].find((anchor) => inView.has(anchor));
    if (!current) return; // between two sections the last one stays marked
    for (const [anchor, link] of links) {
      if (anchor === current) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
  },
  { rootMargin: "-20% 0px -60%" },
);

for (const anchor of links.keys()) {
  const section = document.getElementById(anchor);
  if (section) observer.observe(section);
}
