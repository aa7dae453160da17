Rules of field experience: what went wrong in real migrations and can be seen in exports (analyzer/field.def).
Each fires in one scenario and keeps quiet in a near miss.

--- scenario F-51 a pool without users that still has other things
--- copy samples/contoso
--- remove contoso/cs-users-branches.xml
--- run validate --fail-on never contoso
--- stdout
~ ocsse02.contoso.com has no users left, but still has or serves: 1 dial-in access number (contoso/cs-accessnumbers.xml:
~ [pool-looks-empty]

--- scenario not F-51 pools with users may have anything else too
--- copy samples/contoso
--- run validate --fail-on never contoso
--- stdout
! [pool-looks-empty]
