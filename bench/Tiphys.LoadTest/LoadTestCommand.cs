using System.CommandLine;
using System.Net;
using Tiphys.Client.Configuration;
using Tiphys.LoadTest.Measuring;
using Tiphys.LoadTest.Scenarios;

namespace Tiphys.LoadTest;

/// <summary>The command line: which scenarios, how large, against which server.</summary>
internal static class LoadTestCommand
{
    public static Task<int> RunAsync(string[] arguments)
    {
        var scenarios = new Argument<string[]>("scenario") { Description = $"What to do: {string.Join(", ", ScenarioCatalog.Names)}.", Arity = ArgumentArity.OneOrMore };
        var kubeconfig = new Option<string?>("--kubeconfig") { Description = "How to reach the server. [default: as kubectl]" };
        var clients = new Option<int>("--clients") { Description = "Clients at the same time.", DefaultValueFactory = _ => 16 };
        var connections = new Option<int>("--connections") { Description = "Connections that the clients share; 0 is one for each 16 clients.", DefaultValueFactory = _ => 0 };
        var objects = new Option<int>("--objects") { Description = "Objects that are there before.", DefaultValueFactory = _ => 1000 };
        var size = new Option<int>("--size") { Description = "Bytes of an object as JSON.", DefaultValueFactory = _ => 2600 };
        var format = new Option<string>("--format") { Description = "json, protobuf or table.", DefaultValueFactory = _ => "json" };
        format.AcceptOnlyFromAmong("json", "protobuf", "table");
        var seconds = new Option<double>("--seconds") { Description = "Length of one measurement.", DefaultValueFactory = _ => 5 };
        var repeat = new Option<int>("--repeat") { Description = "Measurements; the median is shown.", DefaultValueFactory = _ => 3 };
        var rate = new Option<double>("--rate") { Description = "Writes a second of the writer of watch-fanout; 0 is full speed.", DefaultValueFactory = _ => 0 };
        var http1 = new Option<bool>("--http1") { Description = "Speak HTTP/1.1 with a connection for each request under way, not HTTP/2." };
        var image = new Option<string>("--image") { Description = "Image of the pods of pod-start and pod-restart.", DefaultValueFactory = _ => "hello:1.0" };
        var pids = new Option<int[]>("--server-pid") { Description = "Processes whose CPU and memory are measured." };
        var output = new Option<string>("--output", "-o") { Description = "table or json.", DefaultValueFactory = _ => "table" };
        output.AcceptOnlyFromAmong("table", "json");
        var command = new RootCommand("Loads any Kubernetes API server and tells what it does and costs.")
        {
            scenarios, kubeconfig, clients, connections, objects, size, format, seconds, repeat, rate, http1, image, pids, output,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var options = new LoadOptions
            {
                Config = Kubeconfig.Load(parsed.GetValue(kubeconfig)).Resolve(),
                Clients = parsed.GetValue(clients),
                Connections = parsed.GetValue(connections) is var count and > 0 ? count : (parsed.GetValue(clients) + 15) / 16,
                Objects = parsed.GetValue(objects),
                Size = parsed.GetValue(size),
                Format = parsed.GetValue(format)!,
                Duration = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
                Repeat = parsed.GetValue(repeat),
                Rate = parsed.GetValue(rate),
                HttpVersion = parsed.GetValue(http1) ? HttpVersion.Version11 : HttpVersion.Version20,
                Image = parsed.GetValue(image)!,
                ServerPids = parsed.GetValue(pids) ?? [],
            };
            var results = await RunAsync(parsed.GetValue(scenarios)!, options, cancellationToken);
            if (parsed.GetValue(output) == "json")
            {
                Report.WriteJson(Console.Out, results);
            }
            else
            {
                Report.WriteTable(Console.Out, results);
            }
        });
        return command.Parse(arguments).InvokeAsync();
    }

    private static async Task<List<Measurement>> RunAsync(string[] names, LoadOptions options, CancellationToken cancellationToken)
    {
        var results = new List<Measurement>();
        foreach (var name in names)
        {
            var scenario = ScenarioCatalog.Create(name);
            await Console.Error.WriteLineAsync($"{name} …");
            results.Add(await new ScenarioRunner(options).RunAsync(name, scenario, cancellationToken));
        }

        return results;
    }
}
