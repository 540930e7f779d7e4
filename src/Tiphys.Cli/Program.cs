Console.Error.WriteLine("tiphys: no command yet"); return 1;
