"""`python -m gendan_xl` is the command `gendan`."""

from gendan_xl.cli import main

raise SystemExit(main())
