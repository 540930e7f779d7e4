using System.CommandLine;
using Microsoft.Extensions.Logging.Abstractions;
using Tiphys.Cli.Commands;
using Tiphys.Cli.Output;
using Tiphys.Containers;
using Tiphys.Containers.Build;
using Tiphys.Containers.Images;
using Tiphys.Containers.Images.Archives;
using Tiphys.Containers.Registry;

namespace Tiphys.Cli.Images;

/// <summary><c>tiphys image</c>: works on the image store in the data directory, whether the cluster runs or not.</summary>
internal static class ImageCommand
{
    public static Command Create(CliConsole console)
    {
        var command = new Command("image", "List, fetch, build and exchange container images.");
        command.Subcommands.Add(List(console));
        command.Subcommands.Add(Pull(console));
        command.Subcommands.Add(Import(console));
        command.Subcommands.Add(Export(console));
        command.Subcommands.Add(Build(console));
        command.Subcommands.Add(Remove(console));
        return command;
    }

    private static Command List(CliConsole console)
    {
        var command = new Command("ls", "List the images of this machine.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var images = await OpenStore(parsed).ListAsync(cancellationToken);
            var rows = images.SelectMany(Rows).ToList();
            TextTable.Write(console.Out, ["IMAGE", "ID", "SIZE"], rows);
        });
        return command;
    }

    private static Command Pull(CliConsole console)
    {
        var reference = new Argument<string>("image") { Description = "Image to fetch, for example registry.k8s.io/pause:3.10" };
        var plainHttp = new Option<bool>("--plain-http") { Description = "Speak HTTP to the registry, not HTTPS." };
        var command = new Command("pull", "Fetch an image from a registry.") { reference, plainHttp };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(reference)!;
            var puller = new ImagePuller(OpenStore(parsed), Options(name, parsed.GetValue(plainHttp)), NullLogger<ImagePuller>.Instance);
            var image = await puller.PullAsync(name, credentials: null, new PullReporter(console), cancellationToken);
            console.Out.WriteLine(image.Id);
        });
        return command;
    }

    private static Command Import(CliConsole console)
    {
        var file = new Argument<string>("file") { Description = "OCI or docker archive; - for standard input" };
        var name = new Option<string?>("--name") { Description = "Name for an image that the archive does not name." };
        var command = new Command("import", "Load images from an archive.") { file, name };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var archive = OpenInput(parsed.GetValue(file)!);
            var images = await new ImageImporter(OpenStore(parsed)).ImportAsync(archive, parsed.GetValue(name), cancellationToken);
            foreach (var image in images)
            {
                console.Out.WriteLine(image.RepoTags.Count > 0 ? image.RepoTags[0] : image.Id);
            }
        });
        return command;
    }

    private static Command Export(CliConsole console)
    {
        var file = new Argument<string>("file") { Description = "File to write; - for standard output" };
        var references = new Argument<string[]>("image") { Description = "Images to write.", Arity = ArgumentArity.OneOrMore };
        var docker = new Option<bool>("--docker") { Description = "Write a docker archive instead of an OCI archive." };
        var command = new Command("export", "Write images to an archive.") { file, references, docker };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            await using var archive = OpenOutput(parsed.GetValue(file)!);
            var format = parsed.GetValue(docker) ? ImageArchiveFormat.Docker : ImageArchiveFormat.Oci;
            await new ImageExporter(OpenStore(parsed)).ExportAsync(parsed.GetValue(references)!, format, archive, cancellationToken);
        });
        return command;
    }

    private static Command Build(CliConsole console)
    {
        var context = new Argument<string>("context") { Description = "Directory with the files of the image." };
        var tags = new Option<string[]>("--tag", "-t") { Description = "Name of the image.", Required = true };
        var file = new Option<string?>("--file", "-f") { Description = "Dockerfile; by default the one in the context." };
        var arguments = new Option<string[]>("--build-arg") { Description = "NAME=VALUE for an ARG of the Dockerfile." };
        var contexts = new Option<string[]>("--build-context") { Description = "NAME=DIRECTORY for COPY --from=NAME." };
        var target = new Option<string?>("--target") { Description = "Stage to build." };
        var noCache = new Option<bool>("--no-cache") { Description = "Make every layer anew." };
        var command = new Command("build", "Build an image from a Dockerfile.") { context, tags, file, arguments, contexts, target, noCache };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = OpenStore(parsed);
            var puller = new ImagePuller(store, new RegistryOptions(), NullLogger<ImagePuller>.Instance);
            var options = new ImageBuildOptions
            {
                ContextDirectory = parsed.GetValue(context)!,
                DockerfilePath = parsed.GetValue(file),
                Tags = parsed.GetValue(tags)!,
                BuildArguments = BuildArguments.Parse("--build-arg", parsed.GetValue(arguments) ?? []),
                NamedContexts = BuildArguments.Parse("--build-context", parsed.GetValue(contexts) ?? []),
                Target = parsed.GetValue(target),
                NoCache = parsed.GetValue(noCache),
            };
            var image = await new ImageBuilder(store, puller).BuildAsync(options, new BuildReporter(console), cancellationToken);
            console.Out.WriteLine(image.Id);
        });
        return command;
    }

    private static Command Remove(CliConsole console)
    {
        var references = new Argument<string[]>("image") { Description = "Images to remove.", Arity = ArgumentArity.OneOrMore };
        var command = new Command("rm", "Remove images.") { references };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var store = OpenStore(parsed);
            foreach (var reference in parsed.GetValue(references)!)
            {
                if (!await store.RemoveAsync(reference, cancellationToken))
                {
                    throw new CliException($"there is no image {reference} (see 'tiphys image ls')");
                }

                console.Out.WriteLine(reference);
            }
        });
        return command;
    }

    private static ImageStore OpenStore(ParseResult parsed) =>
        ImageStore.Open(Path.Combine(parsed.GetValue(CommonOptions.DataDirectory)!, "images"));

    private static IEnumerable<IReadOnlyList<string>> Rows(ImageInfo image)
    {
        var names = image.RepoTags.Count > 0 ? image.RepoTags : ["<none>"];
        return names.Select(name => (IReadOnlyList<string>)[name, ShortId(image.Id), ByteSize.Format(image.SizeBytes)]);
    }

    private static string ShortId(string id) => id[(id.IndexOf(':') + 1)..][..12];

    private static RegistryOptions Options(string reference, bool plainHttp)
    {
        if (!plainHttp)
        {
            return new RegistryOptions();
        }

        var host = ImageReference.Parse(reference).Domain;
        return new RegistryOptions { Hosts = new Dictionary<string, RegistryHostOptions> { [host] = new() { PlainHttp = true } } };
    }

    private static Stream OpenInput(string file) => file == "-" ? Console.OpenStandardInput() : File.OpenRead(file);

    private static Stream OpenOutput(string file) => file == "-" ? Console.OpenStandardOutput() : File.Create(file);
}
