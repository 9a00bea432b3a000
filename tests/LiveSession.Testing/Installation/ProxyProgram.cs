using System.Diagnostics;

namespace LiveSession.Testing.Installation;

/// <summary>A proxy whose configuration is part of the product.</summary>
public abstract class ProxyProgram
{
    /// <summary>HAProxy with <c>infra/haproxy</c>.</summary>
    public static ProxyProgram HAProxy { get; } = new HAProxyProgram();

    /// <summary>nginx with <c>infra/nginx</c>.</summary>
    public static ProxyProgram Nginx { get; } = new NginxProgram();

    /// <summary>Its program's name.</summary>
    public abstract string Name { get; }

    /// <summary>Whether this machine has it.</summary>
    public bool IsInstalled => Path is not null;

    /// <summary>Where it is.</summary>
    protected string? Path => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Append("/usr/sbin")
        .Select(folder => System.IO.Path.Combine(folder, Name)).FirstOrDefault(File.Exists);

    /// <summary>One of the two by its name: tests name them.</summary>
    public static ProxyProgram Of(string name) => name == HAProxy.Name ? HAProxy : Nginx;

    /// <summary>Lays what it needs into a folder.</summary>
    public abstract Task PrepareAsync(ProxySetting setting, string folder);

    /// <summary>How it is started.</summary>
    public abstract ProcessStartInfo Run(ProxySetting setting, string folder);

    /// <summary>How it is asked what it says of its configuration.</summary>
    public abstract ProcessStartInfo Check(ProxySetting setting, string folder);

    /// <summary>A file of the product.</summary>
    protected static string Shipped(params string[] path) => System.IO.Path.Combine([Repository.Root, "infra", .. path]);

    private protected ProcessStartInfo Start(params IReadOnlyList<string> arguments) =>
        new(Path!, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private sealed class HAProxyProgram : ProxyProgram
    {
        public override string Name => "haproxy";

        public override Task PrepareAsync(ProxySetting setting, string folder) => File.WriteAllTextAsync(
            CertificateIn(folder), setting.Certificate.ExportCertificatePem() + "\n" + SelfMadeCertificate.KeyOf(setting.Certificate));

        public override ProcessStartInfo Run(ProxySetting setting, string folder) => With(setting, folder, "-db");

        public override ProcessStartInfo Check(ProxySetting setting, string folder) => With(setting, folder, "-c");

        private static string CertificateIn(string folder) => System.IO.Path.Combine(folder, "certificate.pem");

        // The file as it is: it takes all this from the environment.
        private ProcessStartInfo With(ProxySetting setting, string folder, string how)
        {
            var start = Start(how, "-f", Shipped("haproxy", "haproxy.cfg"));
            start.Environment["LIVESESSION_HTTPS"] = $"127.0.0.1:{setting.HttpsPort}";
            start.Environment["LIVESESSION_HTTP"] = $"127.0.0.1:{setting.HttpPort}";
            start.Environment["LIVESESSION_CERTIFICATE"] = CertificateIn(folder);
            start.Environment["LIVESESSION_NODE1"] = setting.First.Authority;
            start.Environment["LIVESESSION_NODE2"] = setting.Second.Authority;
            if (setting.Third is { } third)
            {
                start.Environment["LIVESESSION_NODE3"] = third.Authority;
            }

            return start;
        }
    }

    private sealed class NginxProgram : ProxyProgram
    {
        public override string Name => "nginx";

        public override async Task PrepareAsync(ProxySetting setting, string folder)
        {
            setting.Third.ShouldBeNull("nginx has no place for a third node.");
            await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "certificate.pem"), setting.Certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "certificate.key"), SelfMadeCertificate.KeyOf(setting.Certificate));
            var configuration = await File.ReadAllTextAsync(Shipped("nginx", "livesession.conf"));
            foreach (var (shipped, here) in (ReadOnlySpan<(string, string)>)
                [
                    ("127.0.0.1:5001", setting.First.Authority), ("127.0.0.1:5002", setting.Second.Authority),
                    ("listen 80;", $"listen 127.0.0.1:{setting.HttpPort};"), ("listen 443 ", $"listen 127.0.0.1:{setting.HttpsPort} "),
                    ("/etc/nginx/livesession.pem", $"{folder}/certificate.pem"), ("/etc/nginx/livesession.key", $"{folder}/certificate.key"),
                    ("/var/log/nginx/livesession.log", "/dev/stdout"),
                ])
            {
                configuration.ShouldContain(shipped);
                configuration = configuration.Replace(shipped, here, StringComparison.Ordinal);
            }

            await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "livesession.conf"), configuration);
            await File.WriteAllTextAsync(System.IO.Path.Combine(folder, "nginx.conf"), Around(folder));
        }

        public override ProcessStartInfo Run(ProxySetting setting, string folder) => Start("-p", folder, "-c", $"{folder}/nginx.conf", "-g", "daemon off;");

        public override ProcessStartInfo Check(ProxySetting setting, string folder) => Start("-t", "-p", folder, "-c", $"{folder}/nginx.conf");

        // What a distribution has around it.
        private static string Around(string folder) => $$"""
            {{(Environment.IsPrivilegedProcess ? "user root;" : "")}}
            worker_processes 2;
            worker_shutdown_timeout 30m;
            pid {{folder}}/nginx.pid;
            error_log stderr warn;
            events { worker_connections 4096; }
            http {
                client_body_temp_path {{folder}}/body;
                proxy_temp_path {{folder}}/proxy;
                fastcgi_temp_path {{folder}}/fastcgi;
                uwsgi_temp_path {{folder}}/uwsgi;
                scgi_temp_path {{folder}}/scgi;
                include {{folder}}/livesession.conf;
            }
            """;
    }
}
