# A link TO a program FROM another folder; nothing where it stands there itself.
if(NOT FROM STREQUAL TO)
  file(CREATE_LINK ${FROM} ${TO} SYMBOLIC)
endif()
