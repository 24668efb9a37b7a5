"""Files taken out of Sightline: asked for, waited for, approved, downloaded."""
