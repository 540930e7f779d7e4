using System.CommandLine;

namespace Tiphys.Cli.Commands;

/// <summary>
/// <c>tiphys completion bash|zsh|fish</c>: a script that asks the program itself, through its <c>[suggest]</c> directive, what may come
/// next, so that it knows every command and option without a second list of them.
/// </summary>
internal static class CompletionCommand
{
    private const string Bash = """
        _tiphys() {
          local IFS=$'\n'
          COMPREPLY=($(compgen -W "$(tiphys "[suggest:${COMP_POINT}]" "${COMP_LINE}" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
        }
        complete -o default -F _tiphys tiphys
        """;

    private const string Zsh = """
        #compdef tiphys
        _tiphys() {
          local -a found
          found=("${(@f)$(tiphys "[suggest:${#BUFFER}]" "${BUFFER}" 2>/dev/null)}")
          compadd -- "${found[@]}"
        }
        compdef _tiphys tiphys
        """;

    private const string Fish = """
        complete -f -c tiphys -a '(tiphys "[suggest:"(string length -- (commandline -cp))"]" (commandline -cp) 2>/dev/null)'
        """;

    public static Command Create(CliConsole console)
    {
        var shell = new Argument<string>("shell") { Description = "bash, zsh or fish" };
        shell.AcceptOnlyFromAmong("bash", "zsh", "fish");
        var command = new Command("completion", "Print a script that completes commands in a shell.");
        command.Arguments.Add(shell);
        command.SetAction(parsed => console.Out.WriteLine(parsed.GetValue(shell) switch
        {
            "zsh" => Zsh,
            "fish" => Fish,
            _ => Bash,
        }));
        return command;
    }
}
