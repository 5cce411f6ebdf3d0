from terreau.cli.frame import main

if __name__ == "__main__":
    main()
