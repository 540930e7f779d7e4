using System.CommandLine;
using System.CommandLine.Parsing;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Manifests;
using Tiphys.Client.Configuration;
using Tiphys.Cluster.Configuration;

namespace Tiphys.Cli.Up;

/// <summary><c>tiphys up</c>: a running cluster, with the manifests applied and their workloads ready.</summary>
internal static class UpCommand
{
    public static Command Create(CliConsole console)
    {
        var manifests = new Argument<string[]>("manifest") { Description = "Manifests to apply: files, directories, - for standard input.", Arity = ArgumentArity.ZeroOrMore };
        manifests.Validators.Add(RefuseOptions);
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "File to put the cluster's context in. [default: as kubectl]" };
        var timeout = new Option<int>("--timeout") { Description = "Seconds to wait for the cluster, and again for the workloads.", DefaultValueFactory = _ => 300 };
        var wishes = new ClusterWishOptions();
        var command = new Command("up", "Start the cluster in the background if it does not run, and apply manifests.") { manifests, kubeconfig, timeout };
        wishes.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            // Manifests first: an error in them must not leave a cluster started.
            var objects = ManifestReader.Read(parsed.GetValue(manifests) ?? []);
            var request = new UpRequest
            {
                Directory = ClusterDirectory.At(parsed.GetValue(CommonOptions.DataDirectory)!),
                Wishes = wishes.Read(parsed),
                Objects = objects,
                Builds = ManifestBuilds.Of(objects),
                Kubeconfig = parsed.GetValue(kubeconfig) ?? KubeconfigFile.DefaultPath(),
                Patience = TimeSpan.FromSeconds(parsed.GetValue(timeout)),
            };
            await new UpRun(request, console).RunAsync(cancellationToken);
        });
        return command;
    }

    // A list of arguments takes everything, also an option that is spelled wrong.
    private static void RefuseOptions(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value.StartsWith('-') && token.Value.Length > 1))
        {
            result.AddError($"Unrecognized command or argument '{token.Value}'.");
        }
    }
}
