"""Packages of QTI, made of their files."""

import io
import zipfile
from collections.abc import Mapping

ITEM = "imsqti_item_xmlv2p1"
CHOICE = """<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="{id}" title="{id}">
<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="identifier">
<correctResponse><value>A</value></correctResponse>
</responseDeclaration>
<itemBody>
<choiceInteraction responseIdentifier="RESPONSE" maxChoices="1">
<prompt>{stem}</prompt>
<simpleChoice identifier="A">The customer</simpleChoice>
<simpleChoice identifier="B">AWS</simpleChoice>
</choiceInteraction>
</itemBody>
</assessmentItem>
"""


def choice(id: str = "q1", stem: str = "Who patches the guest OS?") -> str:
    return CHOICE.format(id=id, stem=stem)


def manifest(*paths: str, type: str = ITEM) -> str:
    listed = "\n".join(f'<resource identifier="r{n}" type="{type}" href="{path}"/>' for n, path in enumerate(paths))
    return (
        f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">\n<resources>\n{listed}\n</resources>\n</manifest>'
    )


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as archive:
        for path, data in files.items():
            archive.writestr(path, data)
    return out.getvalue()


def package(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """With a manifest that names every file as a question."""
    return zipped({"imsmanifest.xml": manifest(*files), **files}, compression)
