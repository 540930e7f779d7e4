namespace Tiphys.Cli.Tests;

public sealed class TiphysCommandTests
{
    [Fact]
    public async Task Version_names_the_Kubernetes_version()
    {
        var run = await CliRun.OfAsync("version");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Kubernetes v1.36.2", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("versoin")]
    [InlineData("version", "--loud")]
    [InlineData("completion", "tcsh")]
    public async Task A_wrong_command_line_is_one_clear_line_and_exit_code_1(params string[] arguments)
    {
        var run = await CliRun.OfAsync(arguments);
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("tiphys: ", run.Error, StringComparison.Ordinal);
        Assert.Single(run.Error.Trim().Split('\n'));
    }

    [Theory]
    [InlineData("bash", "complete -o default -F _tiphys tiphys")]
    [InlineData("zsh", "compdef _tiphys tiphys")]
    [InlineData("fish", "complete -f -c tiphys")]
    public async Task Completion_prints_a_script_for_the_shell(string shell, string line)
    {
        var run = await CliRun.OfAsync("completion", shell);
        Assert.Contains(line, run.Out, StringComparison.Ordinal);
    }
}
