# The user profile of a training script: what it fails with becomes the job's failure reason.

Sys.unsetenv("R_PROFILE_USER")
options(error = quote({
  try(cat(substr(geterrmessage(), 1, 1024), file = "/opt/ml/output/failure"), silent = TRUE)
  quit("no", status = 1, runLast = FALSE)
}))
# A project's own profile (renv's, say) would have been read in this one's place.
if (file.exists(".Rprofile")) source(".Rprofile")
