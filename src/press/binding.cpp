#include "press/binding.h"

#include <qpdf/QPDF.hh>
#include <qpdf/QPDFEFStreamObjectHelper.hh>
#include <qpdf/QPDFEmbeddedFileDocumentHelper.hh>
#include <qpdf/QPDFFileSpecObjectHelper.hh>
#include <qpdf/QPDFWriter.hh>

namespace lastmile::press {
namespace {

void attach(QPDF& pdf, const Binding& binding) {
  QPDFEmbeddedFileDocumentHelper files(pdf);
  auto associated = QPDFObjectHandle::newArray();
  for (const auto& each : binding.files) {
    auto stream = QPDFEFStreamObjectHelper::createEFStream(pdf, each.bytes);
    stream.setSubtype(each.media_type).setCreationDate(binding.made_at);
    auto file = QPDFFileSpecObjectHelper::createFileSpec(pdf, each.name, stream);
    file.setDescription(each.about);
    auto object = file.getObjectHandle();
    object.replaceKey("/AFRelationship", QPDFObjectHandle::newName("/Data"));
    files.replaceEmbeddedFile(each.name, file);
    associated.appendItem(object);
  }
  pdf.getRoot().replaceKey("/AF", associated);
}

void describe_pictures(QPDF& pdf, const std::string& words) {
  for (auto& object : pdf.getAllObjects()) {
    if (!object.isDictionaryOfType("/StructElem")) continue;
    if (!object.getKey("/S").isNameAndEquals("/Figure")) continue;
    object.replaceKey("/Alt", QPDFObjectHandle::newUnicodeString(words));
  }
}

}  // namespace

std::string bound(const std::string& bytes, const Binding& binding) {
  QPDF pdf;
  pdf.setSuppressWarnings(true);
  pdf.processMemoryFile("page", bytes.data(), bytes.size());
  auto root = pdf.getRoot();
  root.replaceKey("/Lang", QPDFObjectHandle::newString(binding.language));
  root.replaceKey("/MarkInfo", QPDFObjectHandle::parse("<< /Marked true >>"));
  root.replaceKey("/ViewerPreferences", QPDFObjectHandle::parse("<< /DisplayDocTitle true >>"));
  attach(pdf, binding);
  describe_pictures(pdf, binding.picture);
  pdf.getTrailer().getKey("/Info").replaceKey("/Producer",
                                              QPDFObjectHandle::newUnicodeString(binding.producer));
  QPDFWriter writer(pdf);
  writer.setOutputMemory();
  writer.setStreamDataMode(qpdf_s_preserve);  // an attachment stays readable in the file's bytes
  writer.setObjectStreamMode(qpdf_o_disable);
  writer.setNewlineBeforeEndstream(true);
  writer.setDeterministicID(true);
  writer.write();
  const auto buffer = writer.getBufferSharedPointer();
  return {reinterpret_cast<const char*>(buffer->getBuffer()), buffer->getSize()};
}

}  // namespace lastmile::press
